"""The publishers' side: a publication becomes stored facts."""

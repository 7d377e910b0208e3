"""Makes the gazetteer's data from raw files of Census and others; run by hand."""

"""The bundled past of the lists: cited facts, loaded into an empty database or replayed."""

"""The Web API: one module a family of methods, `dispatch` the way in, `methods` the table."""

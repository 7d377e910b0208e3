"""Publishers and archives on loopback, and the desk that watches them."""

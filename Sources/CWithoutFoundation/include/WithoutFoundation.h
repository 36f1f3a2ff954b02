// Nothing to call: see WithoutFoundation.c.

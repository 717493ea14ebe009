"""Writers: an instrument → bytes of one format each."""

"""What is true and what to say: pure, synchronous, without I/O, clock or globals."""

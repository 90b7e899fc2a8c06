"""What a statement must be (xAPI 1.0.3 Data; IEEE 9274.1.1), a file a part. Everything raises ``Bad`` with the place."""

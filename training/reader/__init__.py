"""Training, export and figures of the learned reader."""

"""What would a change do to what runs? Pure: live objects and manifests in, a `Comparison` out."""

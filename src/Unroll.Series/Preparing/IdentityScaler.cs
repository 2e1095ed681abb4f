namespace Unroll.Series.Preparing;

/// <summary>A scaler that leaves a column as it is.</summary>
internal sealed class IdentityScaler : Scaler
{
    /// <summary>Creates the scaler.</summary>
    public IdentityScaler()
        : base(0, 1)
    {
    }

    /// <inheritdoc/>
    public override string Name => "none";
}

namespace Unroll.Series.Preparing;

/// <summary>Leaves values as they are.</summary>
public sealed class IdentityScaler : Scaler
{
    internal const string KindName = "none";

    /// <summary>Creates the scaler.</summary>
    public IdentityScaler()
        : base(0, 1)
    {
    }

    /// <inheritdoc/>
    public override string Name => KindName;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [];
}

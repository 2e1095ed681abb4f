namespace Unroll.Series.Preparing;

/// <summary>A step of preparation that is configured by a record of options.</summary>
/// <typeparam name="TOptions">The type of the options.</typeparam>
public abstract class ConfiguredStep<TOptions> : PreparingStep
    where TOptions : struct
{
    private protected ConfiguredStep(string name, TOptions options) => (Name, Options) = (name, options);

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Its options, with the defaults of those that were not given.</summary>
    public TOptions Options { get; }
}

namespace Unroll.Training;

/// <summary>The state of a callback in a checkpoint.</summary>
public sealed class CallbackState
{
    /// <summary>Numbers by name.</summary>
    public IDictionary<string, double> Numbers { get; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Arrays by name, such as weights.</summary>
    public IDictionary<string, float[]> Arrays { get; } = new SortedDictionary<string, float[]>(StringComparer.Ordinal);
}

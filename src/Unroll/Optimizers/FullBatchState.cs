namespace Unroll.Optimizers;

/// <summary>The state of the steps of a <see cref="FullBatchOptimizer"/> in a checkpoint.</summary>
internal sealed class FullBatchState
{
    /// <summary>Numbers by name.</summary>
    public SortedDictionary<string, double> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>Arrays by name, one number a weight.</summary>
    public SortedDictionary<string, double[]> Arrays { get; } = new(StringComparer.Ordinal);

    /// <summary>A number.</summary>
    /// <exception cref="InputException">There is none of that name, or it is not finite.</exception>
    public double Number(string name) => Numbers.TryGetValue(name, out double number) && double.IsFinite(number)
        ? number
        : throw new InputException($"it has no finite number '{name}' of the optimizer.");

    /// <summary>An array.</summary>
    /// <exception cref="InputException">There is none of that name and length.</exception>
    public double[] Array(string name, int length) => Arrays.TryGetValue(name, out double[]? array) && array.Length == length
        ? array
        : throw new InputException($"it has no array '{name}' of the optimizer with {CountFormatter.Format(length, "numbers")}.");
}

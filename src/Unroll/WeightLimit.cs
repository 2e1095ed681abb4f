using System.Globalization;

namespace Unroll;

/// <summary>The greatest number of weights that there is room for; more are refused before any memory is taken.</summary>
internal static class WeightLimit
{
    /// <summary>The longest array of weights: a buffer needs room to start at a boundary.</summary>
    private static readonly int _most = Array.MaxLength - 64;

    /// <summary>A parameter's number of values.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dimensions">The sizes of its axes.</param>
    /// <exception cref="ArgumentException">An array cannot hold as many.</exception>
    public static int LengthOf(string name, IReadOnlyList<int> dimensions)
    {
        UInt128 length = 1;
        foreach (int size in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(dimensions));
            length *= (uint)size;
        }

        return length <= (uint)_most ? (int)length : throw new ArgumentException(
            $"Its {name} of [{string.Join(", ", dimensions)}] would have {Count(length)} weights, but an array holds at most "
            + $"{Count((uint)_most)}: make the layer smaller.");
    }

    /// <summary>A product of sizes that is a size itself, such as the width of all gates of a cell.</summary>
    /// <param name="what">What it is the size of, as a noun.</param>
    /// <param name="factors">The sizes.</param>
    /// <exception cref="ArgumentException">It is more than an array can hold.</exception>
    public static int Product(string what, params ReadOnlySpan<int> factors)
    {
        UInt128 product = 1;
        foreach (int factor in factors)
        {
            product *= (uint)factor;
        }

        return product <= (uint)_most ? (int)product : throw new ArgumentException(
            $"{what} would be {Count(product)}, but at most {Count((uint)_most)} are possible: make the layer smaller.");
    }

    /// <summary>Checks that a model's weights fit into one gradient buffer and into memory.</summary>
    /// <param name="weights">The weights of all layers up to this one.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="ofLayer">The layer's own weights.</param>
    /// <param name="availableBytes">Memory that the process may use.</param>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void Check(long weights, string layer, long ofLayer, long availableBytes)
    {
        if (weights <= _most && weights <= availableBytes / sizeof(float))
        {
            return;
        }

        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"Layer '{layer}' has {CountFormatter.Format(ofLayer, "weights")}, which makes {weights:N0} so far, "
            + $"{ByteFormatter.Format((double)sizeof(float) * weights)}. That is more than fits into memory "
            + $"({ByteFormatter.Format(availableBytes)}, and {_most:N0} weights at most): make its layers smaller."));
    }

    private static string Count(UInt128 count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

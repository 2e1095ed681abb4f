namespace Unroll.Layers;

/// <summary>The ranges of joined values.</summary>
internal static class OutputRanges
{
    /// <summary>The range of each value alone, where the sum over the features is lost.</summary>
    public static OutputRange Each(this OutputRange range) => range == OutputRange.Distribution ? OutputRange.ZeroToOne : range;

    /// <summary>The range of values of which each comes from one of several inputs, or is their mean.</summary>
    public static OutputRange Common(IReadOnlyList<OutputRange> inputs) =>
        inputs.Distinct().Count() == 1 ? inputs[0] : Joined([.. inputs.Select(Each).Distinct()]);

    /// <summary>The range of the largest of several values: not below the greatest of their least values.</summary>
    public static OutputRange Largest(IReadOnlyList<OutputRange> inputs)
    {
        OutputRange[] each = [.. inputs.Select(Each)];
        bool isBounded = each.All(range => range is OutputRange.ZeroToOne or OutputRange.MinusOneToOne);
        return each.Contains(OutputRange.Unknown) ? OutputRange.Unknown
            : each.Any(range => range is OutputRange.ZeroToOne or OutputRange.NonNegative)
                ? isBounded ? OutputRange.ZeroToOne : OutputRange.NonNegative
            : isBounded ? OutputRange.MinusOneToOne : OutputRange.Unbounded;
    }

    /// <summary>The range of sums.</summary>
    public static OutputRange Sum(IReadOnlyList<OutputRange> inputs) =>
        inputs.Contains(OutputRange.Unknown) ? OutputRange.Unknown
        : inputs.Contains(OutputRange.Unbounded) || inputs.Contains(OutputRange.MinusOneToOne) ? OutputRange.Unbounded
        : OutputRange.NonNegative;

    /// <summary>The range of differences.</summary>
    public static OutputRange Difference(IReadOnlyList<OutputRange> inputs) =>
        inputs.Contains(OutputRange.Unknown) ? OutputRange.Unknown : OutputRange.Unbounded;

    /// <summary>The range of products.</summary>
    public static OutputRange Product(IReadOnlyList<OutputRange> inputs) => Joined([.. inputs.Select(Each).Distinct()]);

    /// <summary>The smallest range that holds each of several, which holds their products, too.</summary>
    private static OutputRange Joined(OutputRange[] inputs) =>
        inputs.Contains(OutputRange.Unknown) ? OutputRange.Unknown
        : inputs.All(range => range == OutputRange.ZeroToOne) ? OutputRange.ZeroToOne
        : inputs.All(range => range is OutputRange.ZeroToOne or OutputRange.MinusOneToOne) ? OutputRange.MinusOneToOne
        : inputs.All(range => range is OutputRange.ZeroToOne or OutputRange.NonNegative) ? OutputRange.NonNegative
        : OutputRange.Unbounded;
}

namespace Unroll.Optimizers;

/// <summary>
/// An optimizer's state for a range of weights: up to three arrays as long as the range, for example Adam's first and second moments.
/// </summary>
public readonly ref struct SlotSpans
{
    private readonly Span<float> _first;
    private readonly Span<float> _second;
    private readonly Span<float> _third;

    /// <summary>Views the state arrays of a range; leave out those that an optimizer does not have.</summary>
    /// <param name="first">First array.</param>
    /// <param name="second">Second array.</param>
    /// <param name="third">Third array.</param>
    public SlotSpans(Span<float> first, Span<float> second = default, Span<float> third = default)
    {
        _first = first;
        _second = second;
        _third = third;
    }

    /// <summary>One of the state arrays.</summary>
    /// <param name="slot">0, 1 or 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="slot"/> is none of these.</exception>
    public Span<float> this[int slot] => slot switch
    {
        0 => _first,
        1 => _second,
        2 => _third,
        _ => throw new ArgumentOutOfRangeException(nameof(slot), $"slot is {slot}, but must be 0, 1 or 2."),
    };
}

namespace Unroll.Analysis.Periodicity;

/// <summary>Evenly spaced frequencies, in cycles a unit of time.</summary>
/// <param name="Start">The lowest.</param>
/// <param name="Step">From a frequency to the next, above 0.</param>
/// <param name="Count">How many there are, at least 1.</param>
public readonly record struct FrequencyGrid(double Start, double Step, int Count)
{
    /// <summary>A frequency.</summary>
    /// <param name="index">From 0.</param>
    public double this[int index] => Start + (index * Step);

    /// <summary>The highest frequency.</summary>
    public double End => this[Count - 1];

    /// <summary>All frequencies.</summary>
    /// <exception cref="InvalidOperationException">The step is not above 0, the lowest no number, or there is no frequency.</exception>
    public double[] ToArray()
    {
        if (Count < 1 || !(Step > 0) || !double.IsFinite(Start) || !double.IsFinite(End))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                    $"A grid of {Count} frequencies from {Start} by {Step} is none: give finite numbers, a step above 0 and a ")
                + "frequency at least.");
        }

        double[] frequencies = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            frequencies[i] = this[i];
        }

        return frequencies;
    }

    /// <summary>A grid fine enough to miss no peak of a series.</summary>
    /// <param name="span">Time from the first to the last measurement, above 0.</param>
    /// <param name="highest">The highest frequency, above 0.</param>
    /// <param name="samplesPerPeak">Frequencies over the width of a peak, 1 / span. Default: 5.</param>
    /// <param name="lowest">The lowest frequency; half a step where not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not above 0, or the lowest not below the highest.</exception>
    /// <exception cref="InputException">There would be more frequencies than an array can hold.</exception>
    public static FrequencyGrid For(double span, double highest, int samplesPerPeak = 5, double? lowest = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(span);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(highest);
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerPeak, 1);
        double step = 1 / (span * samplesPerPeak), start = lowest ?? step / 2;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, highest, nameof(lowest));
        double count = 1 + Math.Round((highest - start) / step);
        return count <= 1 << 28 ? new(start, step, (int)count) : throw new InputException(FormattableString.Invariant(
            $"A search up to frequency {highest} over a span of {span} takes {count:N0} frequencies: take a longer shortest period."));
    }
}

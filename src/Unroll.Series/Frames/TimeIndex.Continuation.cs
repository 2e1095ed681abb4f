namespace Unroll.Series.Frames;

/// <content>Continuation: further stamps behind the last one.</content>
public sealed partial class TimeIndex
{
    /// <summary>
    /// The index with further stamps behind, at the regular step, or at the working days and office hours that the stamps keep to.
    /// </summary>
    /// <param name="steps">How many.</param>
    /// <exception cref="InputException">The stamps are uneven, so that the next one is not known.</exception>
    public TimeIndex Extend(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        return Extended(steps).WithLines(Lines);
    }

    private TimeIndex Extended(int steps)
    {
        if (Step is not { } step)
        {
            return ExtendUneven(steps);
        }

        if (_stamps.KnownStep is { } even && step is { Months: 0, Zone: null })
        {
            return new TimeIndex(new RegularStamps(Count > 0 ? this[0] : default, even, Count + steps), 0, Count + steps, IsNumbered, Zone);
        }

        DateTime[] stamps = new DateTime[Count + steps];
        CopyTo(stamps);
        for (int i = 0; i < steps; i++)
        {
            // From the last known stamp, so that the 31st of a month does not wear off through February.
            stamps[Count + i] = step.After(this[Count - 1], i + 1);
        }

        return Of(stamps, IsNumbered, Zone);
    }

    /// <summary>The index continued by the stamps of another one; numbered rows are numbered on.</summary>
    /// <param name="next">The further stamps, all after these; numbered where these are.</param>
    /// <exception cref="InputException">Only one of the two is numbered, or the further stamps do not come after these.</exception>
    public TimeIndex Append(TimeIndex next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (IsNumbered != next.IsNumbered)
        {
            throw new InputException($"The rows to continue are {Kind(this)}, but those that follow are {Kind(next)}: give both alike.");
        }

        if (IsNumbered)
        {
            return Extend(next.Count);
        }

        if (Count > 0 && next.Count > 0 && next[0] <= this[Count - 1])
        {
            throw new InputException(
                $"The rows that follow begin on {next.Place(0)}, but come after {Text(Count - 1)}, the last row so far: leave out those "
                + "that are there already.");
        }

        DateTime[] stamps = new DateTime[Count + next.Count];
        CopyTo(stamps);
        next.CopyTo(stamps.AsSpan(Count));
        return Of(stamps, isNumbered: false, Zone).WithLines(Lines);

        static string Kind(TimeIndex time) => time.IsNumbered ? "numbered" : "stamped";
    }

    /// <summary>Row numbers go on at the least distance that they have: others leave rows out.</summary>
    private TimeIndex ExtendNumbers(int steps)
    {
        DateTime[] numbers = new DateTime[Count + steps];
        CopyTo(numbers);
        long step = Enumerable.Range(1, Count - 1).Min(row => (numbers[row] - numbers[row - 1]).Ticks);
        for (int row = Count; row < numbers.Length; row++)
        {
            numbers[row] = numbers[row - 1].AddTicks(step);
        }

        return Of(numbers, isNumbered: true, Zone);
    }

    private TimeIndex ExtendUneven(int steps)
    {
        if (TimeStep.NearlyOf(this) is { } months)
        {
            DateTime[] all = new DateTime[Count + steps];
            CopyTo(all);
            for (int i = 0; i < steps; i++)
            {
                all[Count + i] = months.After(this[Count - 1], i + 1);
            }

            return Of(all, IsNumbered, Zone);
        }

        if (IsNumbered && Count > 1)
        {
            return ExtendNumbers(steps);
        }

        WorkingPattern pattern = WorkingPattern.Of(this) ?? throw new InputException(
            $"The {CountFormatter.Format(Count, "time stamps")} are not evenly spaced, so the stamps after "
            + $"{(Count > 0 ? Text(Count - 1) : "the last")} are not known: give rows at a regular interval, "
            + "or have the preparation make them (recipe: prepare.steps, resample: 1d, for example) and train again.");
        DateTime[] stamps = new DateTime[Count + steps];
        CopyTo(stamps);
        for (int row = Count; row < stamps.Length; row++)
        {
            stamps[row] = pattern.After(stamps[row - 1]);
        }

        return Of(stamps, IsNumbered, Zone);
    }
}

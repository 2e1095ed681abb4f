using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Series continued by a test part that has data of its own, as competitions give it: each of its series goes on where the training series
/// of that id ends.
/// </summary>
/// <param name="Whole">The series, with the rows of the test part behind their own.</param>
/// <param name="LastKnown">The last stamp of each before the test part; the number of that row where rows are numbered.</param>
internal sealed record TestContinuation(SeriesSet Whole, IReadOnlyList<DateTime> LastKnown)
{
    /// <summary>Joins series and what follows them.</summary>
    /// <param name="series">The series.</param>
    /// <param name="test">What follows them; a series that it does not have is not tested on.</param>
    /// <param name="columns">The columns that are needed of both.</param>
    /// <exception cref="InputException">A series of the test part is not among the others, or does not come after its own.</exception>
    public static TestContinuation Of(SeriesSet series, SeriesSet test, IReadOnlyList<string> columns)
    {
        Dictionary<string, SeriesItem> following = test.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        HashSet<string> known = series.Items.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        if (following.Keys.FirstOrDefault(id => !known.Contains(id)) is { } stray)
        {
            throw new InputException(
                $"The test data have a series '{stray}', which is none of the {CountFormatter.Format(series.Count, "series")} of the data: "
                + "a forecast is tested on what follows the series that it learned from. Leave it out, or name the columns that tell "
                + "series apart (recipe: data.id).");
        }

        if (series.Items.FirstOrDefault(item => item.Frame.RowCount == 0) is { } empty)
        {
            throw new InputException($"Series '{empty.Id}' has no rows, so that nothing can follow it: leave it out.");
        }

        string[] needed = [.. columns];
        SeriesSet whole = series.Map(item =>
            following.TryGetValue(item.Id, out SeriesItem? next) ? Joined(item, next, needed) : item.Frame.Select(needed));
        return new(whole, [.. series.Items.Select(item => item.Frame.Time[item.Frame.RowCount - 1])]);
    }

    /// <summary>The rows of each series before the test part, behind the steps that change rows.</summary>
    /// <param name="reshaped">The series behind these steps.</param>
    public SeriesSet Before(ReshapedSeries reshaped)
    {
        int index = 0;
        return reshaped.History.Map(item =>
            item.Frame.Slice(0, Math.Min(item.Frame.RowCount, reshaped.EndOfWhole(index, LastKnown[index++]))));
    }

    /// <summary>The parts of each series, with the rows behind the last known one as the test part.</summary>
    /// <param name="reshaped">The series behind the steps that change rows.</param>
    /// <param name="parts">Their parts before it.</param>
    public IReadOnlyList<SeriesParts> WithTest(ReshapedSeries reshaped, IReadOnlyList<SeriesParts> parts) =>
    [
        .. parts.Select((part, index) =>
        {
            TimeIndex time = reshaped.History[index].Frame.Time;
            int start = time.IndexAtOrAfter(LastKnown[index].AddTicks(1));
            return part with { Test = start < time.Count ? [new RowRange(start, time.Count - start)] : [] };
        }),
    ];

    private static Frame Joined(SeriesItem item, SeriesItem next, string[] columns)
    {
        try
        {
            return item.Frame.Select(columns).Append(next.Frame.Select(columns));
        }
        catch (InputException exception)
        {
            throw new InputException($"The test data of series '{item.Id}' do not continue it. {exception.Message}", exception);
        }
    }
}

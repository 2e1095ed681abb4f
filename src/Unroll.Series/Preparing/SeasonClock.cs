using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// The phase of a stamp in a season, from the stamp alone, so that any part of a series has the same phases. Rows are counted by the step
/// of the training part.
/// </summary>
internal sealed class SeasonClock
{
    // Half-way is so even where a share of the season, which is no exact number, comes out a little below.
    private const double Slack = 1e-6;

    private readonly Season _season;
    private readonly long _stepTicks;
    private readonly int _stepMonths;
    private readonly RecurringDays _days;

    private SeasonClock(Season season, long stepTicks, int stepMonths, bool goesByLocalTime, RecurringDays days = default)
    {
        _days = days;
        _season = season;
        GoesByLocalTime = goesByLocalTime;
        _stepTicks = stepTicks;
        _stepMonths = stepMonths;
    }

    /// <summary>
    /// Whether stamps are to be given in local time: of days, weeks and years, and where rows are local days or months apart.
    /// </summary>
    public bool GoesByLocalTime { get; }

    /// <summary>The clock of a season on series.</summary>
    /// <exception cref="InputException">
    /// Rows are numbered but the season is one of time, or rows are to be counted but stamps are uneven, or of another step in another
    /// series.
    /// </exception>
    public static SeasonClock Fit(Season season, SeriesSet training, string step)
    {
        if (season.Kind != SeasonKind.Rows)
        {
            StepColumns.RequireStamps(training, 0, step);
            return new(season, 0, 0, season.Kind is SeasonKind.Day or SeasonKind.Week or SeasonKind.Year);
        }

        if (training.Items.Any(item => item.Frame.Time.IsNumbered))
        {
            return new(season, 1, 0, goesByLocalTime: false);
        }

        SeriesItem[] items = [.. training.Items.Where(item => item.Frame.RowCount > 1)];
        if (items.Length == 0)
        {
            throw new InputException($"Step '{step}' has a season of {season}, but no series has two rows in the training part: give " +
                "more rows.");
        }

        // One clock is for all series; the longest regular one has the most reliable step.
        SeriesItem? regular = items.Where(item => item.Frame.Time.RowStep is not null).MaxBy(item => item.Frame.RowCount);
        TimeStep rows = regular?.Frame.Time.RowStep ?? throw new InputException(
            $"Step '{step}' has a season of {season}, but the stamps of series '{items[0].Id}' are uneven, so that a row does not tell " +
            "its place in the season: give the season as a day, a week, a year or a span of time.");
        return items.FirstOrDefault(item => !RowGrid.Keeps(item.Frame.Time, rows)) is { } other
            ? throw new InputException(
                $"Step '{step}' has a season of {season}, but the rows of series '{other.Id}' do not follow one another at the step of " +
                $"those of series '{regular.Id}', " +
                "so that as many rows are another time: give the season as a day, a week, a year or a span of time.")
            : new(season, rows.Span.Ticks, rows.Months, rows.Zone is not null, rows.Days);
    }

    public static SeasonClock FromJson(JsonObject json, Season season) =>
        new(
        season, json.Long("step-ticks"), json.Whole("step-months"), json.Flag("local"),
        json.ContainsKey("step-days") ? new(json.Whole("step-weekdays"), (uint)json.Long("step-days")) : default);

    public JsonObject ToJson()
    {
        JsonObject json = new() { ["step-ticks"] = _stepTicks, ["step-months"] = _stepMonths, ["local"] = GoesByLocalTime };
        if (_days.Count > 0)
        {
            (json["step-weekdays"], json["step-days"]) = (_days.Weekdays, (long)_days.MonthDays);
        }

        return json;
    }

    /// <summary>A row's time as this clock takes it.</summary>
    public DateTime At(TimeIndex time, int row) => GoesByLocalTime ? time.Local(row) : time[row];

    /// <summary>The number of phases of a season at an interval in ticks, at least 1.</summary>
    public int Phases(double intervalTicks) => _season.Kind == SeasonKind.Rows
        ? (int)_season.Length
        : (int)Math.Clamp(Math.Round(_season.Length / Math.Max(1, intervalTicks)), 1, 100_000);

    /// <summary>The phase in the season, from 0 to below 1.</summary>
    public double Fraction(DateTime stamp)
    {
        switch (_season.Kind)
        {
            case SeasonKind.Day:
            case SeasonKind.Week:
            case SeasonKind.Span:
                return stamp.Ticks % _season.Length / (double)_season.Length;
            case SeasonKind.Year:
                return (stamp.DayOfYear - 1 + stamp.TimeOfDay.TotalDays) / (DateTime.IsLeapYear(stamp.Year) ? 366 : 365);
            default:
                long row = _days.Count > 0 ? _days.IndexOf(stamp)
                    : _stepMonths > 0 ? ((stamp.Year * 12L) + stamp.Month - 1) / _stepMonths : stamp.Ticks / _stepTicks;
                return row % _season.Length / (double)_season.Length;
        }
    }

    /// <summary>The nearest phase to a stamp, from 0.</summary>
    public int Phase(DateTime stamp, int phases)
    {
        // The months of a year are of unequal length: by shares of the year, two could fall into one phase.
        if (_season.Kind == SeasonKind.Year && phases is 4 or 12)
        {
            return (stamp.Month - 1) / (12 / phases);
        }

        // Stamps half-way between two phases, as in the middle of each hour, all go to the later one: to the even one, two would share a
        // phase.
        return (int)Math.Floor((Fraction(stamp) * phases) + 0.5 + Slack) % phases;
    }
}

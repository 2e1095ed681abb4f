using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Adds the weights of holidays on and around the day of each row. They are known in advance. The list is saved with the run; of a calendar of one's
/// own, the holidays from a year before the training part until 50 years after it.
/// </summary>
public sealed class HolidayStep : PreparingStep
{
    internal const string StepName = "holidays";

    private readonly HolidayCalendar _calendar;
    private readonly int _around;
    private readonly bool _yearEnd;

    /// <summary>Creates the step.</summary>
    /// <param name="calendar">The holidays.</param>
    /// <param name="around">Days before and after that have a column of their own, at least 0.</param>
    /// <param name="yearEnd">Whether three columns tell of the turn of the year: see <see cref="HolidayFeature"/>.</param>
    /// <exception cref="InputException"><paramref name="around"/> is negative.</exception>
    public HolidayStep(HolidayCalendar calendar, int around = 1, bool yearEnd = false)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        _calendar = calendar;
        _around = around >= 0 ? around : throw new InputException($"Step '{StepName}' got {around} days around a holiday: give 0 or more.");
        _yearEnd = yearEnd;
    }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return FittedTimeFeature.Fit(Name, Feature(_calendar, _around, _yearEnd), ToJson(SavedHolidays.ToJson(_calendar, training), _around, _yearEnd), training);
    }

    internal static FittedTimeFeature Restore(JsonObject json)
    {
        JsonObject saved = json.Need("holidays").AsObject();
        (int around, bool yearEnd) = (json.Whole("around"), json.Flag("year-end"));
        return new FittedTimeFeature(StepName, Feature(SavedHolidays.FromJson(saved), around, yearEnd), ToJson(saved.DeepClone(), around, yearEnd));
    }

    private static HolidayFeature Feature(HolidayCalendar calendar, int around, bool yearEnd) => new(calendar, around, yearEnd);

    private static JsonObject ToJson(JsonNode holidays, int around, bool yearEnd) => new() { ["holidays"] = holidays, ["around"] = around, ["year-end"] = yearEnd };
}

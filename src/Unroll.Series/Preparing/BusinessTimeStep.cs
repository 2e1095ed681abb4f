using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Adds <c>weekend</c> (1 on days of the week that no work is done on), <c>office-hours</c> (1 while offices are open) and, where holidays are given,
/// <c>working-day</c> (1 on days that are neither). They are known in advance.
/// </summary>
public sealed class BusinessTimeStep : PreparingStep
{
    internal const string StepName = "business-time";

    private static readonly DayOfWeek[] _workingDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private readonly BusinessTimeOptions _options;

    /// <summary>Creates the step.</summary>
    /// <param name="options">When work is done.</param>
    /// <exception cref="InputException">Offices do not close after they open, on the same day.</exception>
    public BusinessTimeStep(BusinessTimeOptions options = default)
    {
        if (options.Opens == TimeSpan.Zero && options.Closes == TimeSpan.Zero)
        {
            options = options with { Opens = TimeSpan.FromHours(8), Closes = TimeSpan.FromHours(18) };
        }

        if (options.Opens < TimeSpan.Zero || options.Closes <= options.Opens || options.Closes > TimeSpan.FromDays(1))
        {
            throw new InputException($"Step '{StepName}' has offices open from {options.Opens} to {options.Closes}: give two times of a day, the earlier first.");
        }

        _options = options with { Days = options.Days is null ? _workingDays : [.. options.Days] };
    }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return FittedTimeFeature.Fit(
            Name, new BusinessTimeFeature(_options), ToJson(_options, _options.Holidays is { } holidays ? SavedHolidays.ToJson(holidays, training) : null), training);
    }

    internal static FittedTimeFeature Restore(JsonObject json)
    {
        JsonObject? holidays = json["holidays"] as JsonObject;
        BusinessTimeOptions options = new()
        {
            Opens = json.Span("opens"),
            Closes = json.Span("closes"),
            Days = [.. json.TextList("days").Select(StepJson.ReadName<DayOfWeek>)],
            Holidays = holidays is null ? null : SavedHolidays.FromJson(holidays),
        };
        return new FittedTimeFeature(StepName, new BusinessTimeFeature(options), ToJson(options, holidays?.DeepClone()));
    }

    private static JsonObject ToJson(BusinessTimeOptions options, JsonNode? holidays) => new()
    {
        ["opens"] = options.Opens.Ticks,
        ["closes"] = options.Closes.Ticks,
        ["days"] = StepJson.Texts(options.Days!.Select(day => day.ToString())),
        ["holidays"] = holidays,
    };
}

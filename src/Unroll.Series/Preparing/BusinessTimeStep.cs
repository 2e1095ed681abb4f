using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds the future covariates <c>weekend</c> (1 on days of the week without work), <c>office-hours</c> (1 while offices are
/// open) and, where holidays are given, <c>working-day</c> (1 on days that are neither weekend nor holiday).
/// </summary>
public sealed class BusinessTimeStep : PreparingStep
{
    internal const string StepName = "business-time";

    private static readonly TimeSpan _usualOpens = TimeSpan.FromHours(8);
    private static readonly TimeSpan _usualCloses = TimeSpan.FromHours(18);
    private static readonly DayOfWeek[] _workingDays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
    private static readonly Setting<BusinessTimeStep, TimeSpan> _opens =
        new("opens", SeriesKind.TimeOfDay, step => step.Options.Opens, "When offices open.") { DefaultValue = _usualOpens };
    private static readonly Setting<BusinessTimeStep, TimeSpan> _closes =
        new("closes", SeriesKind.TimeOfDay, step => step.Options.Closes, "When offices close; a row at this time is outside.")
        {
            DefaultValue = _usualCloses,
        };
    private static readonly Setting<BusinessTimeStep, IReadOnlyList<DayOfWeek>> _days = new(
        "days",
        Kind.List(Kind.Choice([.. Enum.GetValues<DayOfWeek>().Select(day => (day.ToString().ToLowerInvariant(), day))]), "days of the week",
            isDistinct: true),
        step => step.Options.Days!,
        "The days of the week that work is done on.")
    {
        DefaultValue = _workingDays,
    };
    private static readonly Setting<BusinessTimeStep, HolidayCalendar?> _country =
        new("country", new CountryKind(), step => step.Options.Holidays, "Holidays on which no work is done, as a column working-day.");

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(BusinessTimeStep),
        "Adds whether a row is on a weekend, in office hours and on a working day.",
        [_opens, _closes, _days, _country],
        values => new BusinessTimeStep(
            new() { Opens = values.Get(_opens), Closes = values.Get(_closes), Days = values.Get(_days), Holidays = values.Get(_country) }),
        Restore)
    {
        Example = "business-time: {country: germany}",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Office hours, working days and holidays.</param>
    /// <exception cref="InputException">Offices do not close after they open, on the same day.</exception>
    public BusinessTimeStep(BusinessTimeOptions options = default)
    {
        if (options.Opens == TimeSpan.Zero && options.Closes == TimeSpan.Zero)
        {
            options = options with { Opens = _usualOpens, Closes = _usualCloses };
        }

        if (options.Opens < TimeSpan.Zero || options.Closes <= options.Opens || options.Closes > TimeSpan.FromDays(1))
        {
            throw new InputException($"Step '{StepName}' has offices open from {options.Opens} to {options.Closes}: give two times of a " +
                "day, the earlier first.");
        }

        Options = options with { Days = options.Days is null ? _workingDays : [.. options.Days] };
    }

    /// <summary>Office hours, working days and holidays.</summary>
    public BusinessTimeOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return FittedTimeFeature.Fit(
            Name, new BusinessTimeFeature(Options),
                ToJson(Options, Options.Holidays is { } holidays ? SavedHolidays.ToJson(holidays, training) : null), training);
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

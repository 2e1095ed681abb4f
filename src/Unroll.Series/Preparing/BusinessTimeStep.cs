using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds the future covariates <c>weekend</c> (1 on days of the week without work), <c>office-hours</c> (1 while offices are
/// open) and, where holidays are given, <c>working-day</c> (1 on days that are neither weekend nor holiday).
/// </summary>
public sealed class BusinessTimeStep : ConfiguredStep<BusinessTimeOptions>
{
    private const string StepName = "business-time";
    private static readonly TimeSpan _usualOpens = TimeSpan.FromHours(8);
    private static readonly TimeSpan _usualCloses = TimeSpan.FromHours(18);
    private static readonly DayOfWeek[] _workingDays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    internal static StepEntry Entry { get; } = new StepEntry<BusinessTimeStep, BusinessTimeOptions>(
        StepName,
        "Adds whether a row is on a weekend, in office hours and on a working day.",
        settings =>
        [
            settings.Of("opens", SeriesKind.TimeOfDay, options => options.Opens, (options, value) => options with { Opens = value },
                "When offices open.", _usualOpens),
            settings.Of("closes", SeriesKind.TimeOfDay, options => options.Closes, (options, value) => options with { Closes = value },
                "When offices close; a row at this time is outside.", _usualCloses),
            settings.Of("days", Kind.List(StepSettings.Choice<DayOfWeek>(), "days of the week", isDistinct: true),
                options => options.Days!, (options, value) => options with { Days = value }, "The days of the week that work is done on.",
                _workingDays),
            settings.Of("country", new CountryKind(), options => options.Holidays, (options, value) => options with { Holidays = value },
                "Holidays on which no work is done, as a column working-day."),
        ],
        options => new(options),
        (step, json) => step.With(json["holidays"] as JsonObject))
    {
        Example = "business-time: {country: germany}",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Office hours, working days and holidays.</param>
    /// <exception cref="InputException">Offices do not close after they open, on the same day, or no day is a working day.</exception>
    public BusinessTimeStep(BusinessTimeOptions options = default)
        : base(StepName, Completed(options))
    {
        if (Options.Opens < TimeSpan.Zero || Options.Closes <= Options.Opens || Options.Closes > TimeSpan.FromDays(1))
        {
            throw new InputException($"Step '{StepName}' has offices open from {options.Opens} to {options.Closes}: give two times of a " +
                "day, the earlier first.");
        }

        if (Options.Days!.Count == 0)
        {
            throw new InputException($"Step '{StepName}' has no working day: name at least one, or leave the days out for Monday to " +
                "Friday.");
        }
    }

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return With(Options.Holidays is { } holidays ? SavedHolidays.ToJson(holidays, training) : null).Checked(training);
    }

    private static BusinessTimeOptions Completed(BusinessTimeOptions options) => options with
    {
        Opens = options.Opens == TimeSpan.Zero && options.Closes == TimeSpan.Zero ? _usualOpens : options.Opens,
        Closes = options.Opens == TimeSpan.Zero && options.Closes == TimeSpan.Zero ? _usualCloses : options.Closes,
        Days = [.. (options.Days ?? _workingDays).Distinct()],
    };

    /// <summary>The columns with saved holidays; those of the step itself may have no name that could be saved.</summary>
    private FittedTimeFeature With(JsonObject? holidays) => new(
        new BusinessTimeStep(Options with { Holidays = null }),
        new BusinessTimeFeature(Options with { Holidays = holidays is null ? null : SavedHolidays.FromJson(holidays) }),
        new() { ["holidays"] = holidays?.DeepClone() });
}

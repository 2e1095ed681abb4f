using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds the hour, the day of the week, the month and so on of each row, in local time, as future covariates.
/// </summary>
public sealed class CalendarStep : PreparingStep
{
    internal const string StepName = "calendar";

    private static readonly Setting<CalendarStep, CalendarUnit> _feature = new(
        "feature",
        Kind.Choice(
            ("minute-of-day", CalendarUnit.MinuteOfDay),
            ("hour", CalendarUnit.Hour),
            ("day-of-week", CalendarUnit.DayOfWeek),
            ("day-of-month", CalendarUnit.DayOfMonth),
            ("day-of-year", CalendarUnit.DayOfYear),
            ("week", CalendarUnit.Week),
            ("month", CalendarUnit.Month),
            ("quarter", CalendarUnit.Quarter)),
        step => step.Unit,
        "What of a stamp, in local time.")
    {
        IsRequired = true,
        Example = "feature: day-of-week",
    };
    private static readonly Setting<CalendarStep, CalendarEncoding> _encoding = new(
        "encoding",
        Kind.Choice(("cyclic", CalendarEncoding.Cyclic), ("one-hot", CalendarEncoding.OneHot), ("number", CalendarEncoding.Number)),
        step => step.Encoding,
        "How it becomes columns: sine and cosine, one for each value, or its number.")
    {
        DefaultValue = CalendarEncoding.Cyclic,
    };
    private static readonly Setting<CalendarStep, int> _harmonics =
        new("harmonics", Kind.Integer(1, 100), step => step.Harmonics, "Pairs of columns of the cyclic encoding.") { DefaultValue = 1 };

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(CalendarStep),
        "Adds columns that tell the hour, the day of the week, the month and so on of each row.",
        [_feature, _encoding, _harmonics],
        values => new CalendarStep(values.Get(_feature), values.Get(_encoding), values.Get(_harmonics)),
        Restore)
    {
        Shorthand = _feature,
        Example = "calendar: day-of-week",
        Formula = "cyclic: sin 2πhp and cos 2πhp, with p the place in the cycle and h = 1 … harmonics",
    };

    private readonly CalendarFeature _columns;

    /// <summary>Creates the step.</summary>
    /// <param name="unit">The calendar unit.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="harmonics">Pairs of columns of the cyclic encoding, from 1.</param>
    /// <exception cref="InputException">The unit has too many values for one column each, or the harmonics are not positive.</exception>
    public CalendarStep(CalendarUnit unit, CalendarEncoding encoding = CalendarEncoding.Cyclic, int harmonics = 1)
    {
        if (harmonics < 1)
        {
            throw new InputException($"Step '{StepName}' got {harmonics} harmonics: give at least 1.");
        }

        Unit = unit;
        Encoding = encoding;
        Harmonics = harmonics;
        _columns = encoding switch
        {
            CalendarEncoding.OneHot => CalendarFeature.OneHot(unit),
            CalendarEncoding.Number => CalendarFeature.Number(unit),
            _ => CalendarFeature.Cyclic(unit, harmonics),
        };
    }

    /// <summary>The calendar unit.</summary>
    public CalendarUnit Unit { get; }

    /// <summary>Its encoding.</summary>
    public CalendarEncoding Encoding { get; }

    /// <summary>Pairs of columns of the cyclic encoding.</summary>
    public int Harmonics { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training) => FittedTimeFeature.Fit(Name, _columns, ToJson(), training);

    internal static FittedTimeFeature Restore(JsonObject json)
    {
        CalendarStep step = new(json.Named<CalendarUnit>("unit"), json.Named<CalendarEncoding>("encoding"), json.Whole("harmonics"));
        return new FittedTimeFeature(StepName, step._columns, step.ToJson());
    }

    private JsonObject ToJson() =>
        new() { ["unit"] = StepJson.Name(Unit), ["encoding"] = StepJson.Name(Encoding), ["harmonics"] = Harmonics };
}

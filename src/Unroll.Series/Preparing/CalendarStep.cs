using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds the hour, the day of the week, the month and so on of each row, in local time, as future covariates.
/// </summary>
public sealed class CalendarStep : ConfiguredStep<CalendarOptions>
{
    private const int MostHarmonics = 100;

    internal static StepEntry Entry { get; } = new StepEntry<CalendarStep, CalendarOptions>(
        "calendar",
        "Adds columns that tell the hour, the day of the week, the month and so on of each row.",
        settings =>
        [
            settings.Of("feature", StepSettings.Choice<CalendarUnit>(), options => options.Unit,
                (options, value) => options with { Unit = value }, "What of a stamp, in local time.", example: "feature: day-of-week",
                isRequired: true),
            settings.Choice("encoding", options => options.Encoding, (options, value) => options with { Encoding = value },
                "How it becomes columns: sine and cosine, one for each value, or its number."),
            settings.Of("harmonics", Kind.Integer(1, MostHarmonics), options => options.Harmonics,
                (options, value) => options with { Harmonics = value }, "Pairs of columns of the cyclic encoding.", 1),
        ],
        options => new(options.Unit, options.Encoding, options.Harmonics),
        (step, _) => new FittedTimeFeature(step, step._columns),
        "feature")
    {
        Example = "calendar: day-of-week",
        Formula = "cyclic: sin 2πhp and cos 2πhp, with p the place in the cycle and h = 1 … harmonics",
    };

    private readonly CalendarFeature _columns;

    /// <summary>Creates the step.</summary>
    /// <param name="unit">The calendar unit.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="harmonics">Pairs of columns of the cyclic encoding, from 1 to 100.</param>
    /// <exception cref="InputException">The unit has too many values for one column each, or the harmonics are not 1 to 100.</exception>
    public CalendarStep(CalendarUnit unit, CalendarEncoding encoding = CalendarEncoding.Cyclic, int harmonics = 1)
        : base("calendar", new(unit, encoding, harmonics))
    {
        if (harmonics is < 1 or > MostHarmonics)
        {
            throw new InputException($"Step '{Name}' got {harmonics} harmonics: give 1 to {MostHarmonics}.");
        }

        _columns = encoding switch
        {
            CalendarEncoding.OneHot => CalendarFeature.OneHot(unit),
            CalendarEncoding.Number => CalendarFeature.Number(unit),
            _ => CalendarFeature.Cyclic(unit, harmonics),
        };
    }

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training) => new FittedTimeFeature(this, _columns).Checked(training);
}

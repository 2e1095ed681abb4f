using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Adds columns that tell the hour, the day of the week, the month and so on of each row. They are known in advance.</summary>
public sealed class CalendarStep : PreparingStep
{
    internal const string StepName = "calendar";

    private readonly CalendarUnit _unit;
    private readonly CalendarEncoding _encoding;
    private readonly int _harmonics;
    private readonly CalendarFeature _feature;

    /// <summary>Creates the step.</summary>
    /// <param name="unit">What of a stamp.</param>
    /// <param name="encoding">How it becomes columns.</param>
    /// <param name="harmonics">Pairs of columns of the cyclic encoding, from 1.</param>
    /// <exception cref="InputException">The unit has too many values for one column each, or the harmonics are not positive.</exception>
    public CalendarStep(CalendarUnit unit, CalendarEncoding encoding = CalendarEncoding.Cyclic, int harmonics = 1)
    {
        if (harmonics < 1)
        {
            throw new InputException($"Step '{StepName}' got {harmonics} harmonics: give at least 1.");
        }

        _unit = unit;
        _encoding = encoding;
        _harmonics = harmonics;
        _feature = encoding switch
        {
            CalendarEncoding.OneHot => CalendarFeature.OneHot(unit),
            CalendarEncoding.Number => CalendarFeature.Number(unit),
            _ => CalendarFeature.Cyclic(unit, harmonics),
        };
    }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training) => FittedTimeFeature.Fit(Name, _feature, ToJson(), training);

    internal static FittedTimeFeature Restore(JsonObject json)
    {
        CalendarStep step = new(json.Named<CalendarUnit>("unit"), json.Named<CalendarEncoding>("encoding"), json.Whole("harmonics"));
        return new FittedTimeFeature(StepName, step._feature, step.ToJson());
    }

    private JsonObject ToJson() => new() { ["unit"] = StepJson.Name(_unit), ["encoding"] = StepJson.Name(_encoding), ["harmonics"] = _harmonics };
}

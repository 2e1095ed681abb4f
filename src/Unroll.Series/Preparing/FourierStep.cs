using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Adds waves of a season: <c>fourier-day-sin-1</c>, <c>fourier-day-cos-1</c>, … are sin 2πhp and cos 2πhp, with p the share of the season that is over and
/// h = 1 … harmonics. They are known in advance.
/// </summary>
public sealed class FourierStep : PreparingStep
{
    internal const string StepName = "fourier";

    private readonly Season _season;
    private readonly int _harmonics;

    /// <summary>Creates the step.</summary>
    /// <param name="season">What repeats.</param>
    /// <param name="harmonics">Pairs of columns, from 1; at most half as many as a season has rows, where it is given in rows.</param>
    /// <exception cref="InputException">There is no season, or the harmonics are too few or too many.</exception>
    public FourierStep(Season season, int harmonics = 1)
    {
        if (season.Kind == SeasonKind.None)
        {
            throw new InputException($"Step '{StepName}' has no season: give one, for example a day, a week or 24 rows.");
        }

        if (harmonics < 1 || (season.Kind == SeasonKind.Rows && 2L * harmonics > season.Length))
        {
            throw new InputException($"Step '{StepName}' got {harmonics} harmonics of a season of {season}: give at least 1, and no wave shorter than two rows.");
        }

        _season = season;
        _harmonics = harmonics;
    }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        SeasonClock clock = SeasonClock.Fit(_season, training, Name);
        FittedTimeFeature fitted = Make(_season, clock, _harmonics);
        StepColumns.RequireNew(training, fitted.KnownInAdvance, Name);
        return fitted;
    }

    internal static FittedTimeFeature Restore(JsonObject json)
    {
        JsonObject clock = json.Need("clock").AsObject();
        return Make(Season.Restore(clock.Named<SeasonKind>("season"), clock.Long("length")), SeasonClock.FromJson(clock), json.Whole("harmonics"));
    }

    private static FittedTimeFeature Make(Season season, SeasonClock clock, int harmonics) => new(
        StepName, new FourierFeature(season, clock, harmonics), new JsonObject { ["clock"] = clock.ToJson(), ["harmonics"] = harmonics }, season.Kind == SeasonKind.Rows);
}

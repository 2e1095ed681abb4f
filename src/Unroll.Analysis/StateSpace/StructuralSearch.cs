namespace Unroll.Analysis.StateSpace;

/// <summary>
/// The choice of a structural model's level and season: of a level, a slope or a damped one, each with the season and without, the model
/// that predicts values best from those before them.
/// </summary>
/// <remarks>
/// Akaike's criterion with the correction for few values, of the likelihood of those values that every candidate predicts: values that only
/// determine diffuse states are in none of the sums, so that models with more of such states are neither favoured nor put off.
/// </remarks>
public static class StructuralSearch
{
    /// <summary>Rows at the end of a series that are enough to choose by.</summary>
    private const int EnoughRows = 3000;

    /// <summary>The longest season whose rows each have a number; longer ones are made up of waves.</summary>
    private const int LongestDummy = 12;
    private const int Waves = 5;

    /// <summary>Chooses a model.</summary>
    /// <param name="values">
    /// The series in the order of time; NaN where a value is missing. Of a long one the last 3,000 are looked at.
    /// </param>
    /// <param name="season">Steps of the season that may be taken; 1 for none.</param>
    /// <param name="others">Further components, which every candidate has.</param>
    /// <exception cref="InputException">There are too few values for any, all are the same, or one is infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The season is less than 1.</exception>
    public static StructuralModel Choose(
        ReadOnlySpan<double> values, int season = 1, IReadOnlyList<StructuralComponent>? others = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        others ??= [];
        double[] looked = Last(values, others.OfType<Regression>().Any());
        StructuralComponent[][] seasons = season == 1 || 2 * season > looked.Length ? [[]] : [[], [Seasonal(season)]];
        StructuralModel[] candidates =
        [
            .. seasons.SelectMany(own => new StructuralComponent[] { new LocalLevel(), new LocalLinearTrend(), new DampedTrend() }
                .Select(level => new StructuralModel([level, .. own, .. others]))),
        ];

        // The first is the smallest: where it cannot be fitted, none can, for the reason that it gives.
        FilteredStates first = Filter(candidates[0], looked);
        (StructuralModel Model, FilteredStates States)[] fits =
        [
            (candidates[0], first),
            .. candidates.Skip(1).AsParallel().AsOrdered().Select(model => (model, States: TryFilter(model, looked)))
                .Where(fit => fit.States is not null).Select(fit => (fit.model, fit.States!)),
        ];
        int from = fits.Max(fit => Array.FindLastIndex(fit.States.Steps, step => step.Infinite is not null) + 1);
        return fits.MinBy(fit => Criterion(fit.Model, fit.States, from)).Model;
    }

    /// <summary>The last rows, where they are enough and vary; else all.</summary>
    private static double[] Last(ReadOnlySpan<double> values, bool isExplained)
    {
        if (isExplained || values.Length <= EnoughRows)
        {
            return values.ToArray();
        }

        ReadOnlySpan<double> last = values[^EnoughRows..];
        bool isEnough = SeriesChecks.Present(last).Length > EnoughRows / 2 && !SeriesChecks.IsConstant(last);
        return (isEnough ? last : values).ToArray();
    }

    /// <summary>The season as numbers of its rows, or as waves where they are many.</summary>
    private static StructuralComponent Seasonal(int season) =>
        season <= LongestDummy ? new DummySeasonal(season) : new TrigonometricSeasonal(season, Waves);

    /// <summary>The filtered states by a rough fit.</summary>
    private static FilteredStates Filter(StructuralModel model, double[] values) =>
        KalmanFilter.Filter(model.StateSpace(model.Estimate(values, isRough: true)), values);

    private static FilteredStates? TryFilter(StructuralModel model, double[] values)
    {
        try
        {
            return Filter(model, values) is { IsDiffuseAtEnd: false } states ? states : null;
        }
        catch (InputException)
        {
            // Too few values for so many states: the smaller models remain.
            return null;
        }
    }

    private static double Criterion(StructuralModel model, FilteredStates states, int from)
    {
        double logLikelihood = 0;
        int count = 0, parameters = model.Parameters.Count;
        for (int t = from; t < states.Count; t++)
        {
            double variance = states.InnovationVariances[t];
            if (!double.IsNaN(variance))
            {
                double innovation = states.Innovations[t];
                logLikelihood -= 0.5 * (Math.Log(2 * Math.PI * variance) + (innovation * innovation / variance));
                count++;
            }
        }

        int free = count - parameters - 1;
        return free < 1 ? double.PositiveInfinity
            : (-2 * logLikelihood) + (2 * parameters) + (2.0 * parameters * (parameters + 1) / free);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <content>Members of an ensemble of recipes, whose forecasts of the same rows are averaged.</content>
public sealed partial class LearnedForecast
{
    /// <summary>Refuses members whose forecasts are of other rows than these, or cannot have the intervals that are asked for.</summary>
    /// <param name="members">All of them, this one first.</param>
    /// <exception cref="InputException">A member's are.</exception>
    internal void CheckMembers(IReadOnlyList<LearnedForecast> members)
    {
        foreach (LearnedForecast member in members.Skip(1))
        {
            RequireSame(member, "horizon", window => window.Horizon);
            RequireSame(member, "gap", window => window.Gap);
            RequireSame(member, "stride", window => window.Stride);
            RequireSame(member, "test-stride", window => window.TestStride ?? window.Stride);
            if (_recipe.EffectiveSplit is ShuffledWindowsSplit)
            {
                RequireSame(member, "length", window => window.Length);
            }

            if (!JsonNode.DeepEquals(RowSteps(this), RowSteps(member)))
            {
                throw member._recipe.Error(
                    "prepare.steps", "the steps that change rows are others than those of the first member, so that the two forecast other "
                    + "rows. Give all members the same ones.");
            }
        }

        for (int i = 0; i < _columns.Targets.Count; i++)
        {
            IntervalPlan.Of(
                _recipe, _recipe.Section(ForecastTask.Intervals), _columns.Targets[i],
                MemberWalk.CommonLevels(members.Select(member => member._head.LevelsOf(i))));
        }

        static JsonArray RowSteps(LearnedForecast learned) =>
            new([.. learned.Preparation.RowSteps.Select(step => (JsonNode)step.ToJson())]);
    }

    /// <summary>The preparation of the first of several members, where all have the same levels; else null.</summary>
    /// <param name="members">The members.</param>
    internal static Preparation? SharedLevels(IReadOnlyList<LearnedForecast> members)
    {
        JsonArray[] steps = [.. members.Select(
            member => new JsonArray([.. member.Preparation.StepsToLevels.Select(step => (JsonNode)step.ToJson())]))];
        return steps.All(own => JsonNode.DeepEquals(own, steps[0])) ? members[0].Preparation : null;
    }

    /// <summary>The windows of this member at the rows of another one's.</summary>
    /// <param name="others">The windows of the other.</param>
    /// <param name="prepared">The same series as this one prepares them.</param>
    internal SeriesWindows WindowsAt(SeriesWindows others, PreparedSet prepared)
    {
        Dictionary<string, PreparedItem> items = prepared.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        return new SeriesWindows(
            [.. Enumerable.Range(0, others.SeriesCount).Select(others.Series).Select(
                series => Windowed(items[series.Id], series.Targets, _layout, Preparation))],
            _columns,

            // Whatever the other leaves out, and wherever its first window is: those that both have are found among all.
            _layout with { Stride = 1, SkipMissing = true });
    }

    /// <summary>The forecasts of this member alone.</summary>
    internal IReadOnlyList<TargetForecasts> WalkAlone(SeriesWindows windows, PreparedSet prepared, Ensemble networks, int threads) =>
        new ForecastWalk(
            Preparation, ForecastHead.OfHorizon(_recipe), networks, SeasonalPeriod, _seriesScales,
            Predictor(networks, threads)).Walk(windows, prepared);

    private WalkedForecasts Walk(SeriesWindows windows, PreparedSet prepared, Ensemble networks, int threads) =>
        networks.Members.Count == 0
            ? new WalkedForecasts(windows, WalkAlone(windows, prepared, networks, threads), [])
            : new MemberWalk(windows, prepared, networks, threads).Walk();

    private ForecastEvaluation Judge(string part, WalkedForecasts walked, PreparedSet prepared)
    {
        ForecastEvaluation evaluation = Judge(part, walked.Targets, prepared);
        evaluation.Members = [.. walked.Members.Select(member => KeyValuePair.Create(
            member.Key,
            (PartEvaluation)ForecastEvaluation.Of(part, member.Value, Scales, TableStampFormatter.Of(prepared.Series), null)))];
        return evaluation;
    }

    /// <summary>The average of the members' forecasts after the end of each series, with the intervals of the ensemble.</summary>
    private IReadOnlyList<SeriesForecast> ForecastByMembers(ReshapedSeries reshaped, int horizon, Ensemble networks, int threads)
    {
        IReadOnlyList<SeriesForecast>[] each = [.. networks.Members.Select(
            member => ((LearnedForecast)member.Learned).ForecastAlone(reshaped, horizon, member.Networks, threads, null))];
        Preparation? shared = SharedLevels([.. networks.Members.Select(member => (LearnedForecast)member.Learned)]);
        return [.. Enumerable.Range(0, each[0].Count).Select(
            index => Average(networks, [.. each.Select(own => own[index])], index % _columns.Targets.Count, shared))];
    }

    /// <summary>Draws paths after the end of each series.</summary>
    /// <param name="reshaped">The series so far, behind the steps that change rows.</param>
    /// <param name="horizon">Steps, at least 1.</param>
    /// <param name="samples">Paths of each series, at least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    internal IReadOnlyList<SampledPath> Sample(
        ReshapedSeries reshaped, int horizon, int samples, ulong seed, Ensemble networks, int threads)
    {
        RecursiveForecast[] members = networks.Members.Count == 0 ? [Forecastable(reshaped, horizon, networks, threads, null)]
            : [.. networks.Members.Select(
                member => ((LearnedForecast)member.Learned).Forecastable(reshaped, horizon, member.Networks, threads, null))];
        Array.ForEach(members, member => member.RequireDistributions());
        return
        [
            .. from index in Enumerable.Range(0, reshaped.Series.Count)
               let own = new RandomStream(seed, (ulong)index).NextUInt64()
               from number in Enumerable.Range(1, samples)
               let random = new RandomStream(own, (ulong)number)
               from path in members[networks.Draw(random)].Draw(reshaped, index, horizon, number, random)
               select path,
        ];
    }

    private SeriesForecast Average(Ensemble networks, SeriesForecast[] members, int target, Preparation? shared)
    {
        SeriesForecast first = members[0];
        int steps = first.Points.Count, calibrated = Math.Min(_layout.Horizon, steps);
        double[] levels = MemberWalk.CommonLevels(
            members.Select(member => (IReadOnlyList<double>)[.. member.Quantiles.Select(own => own.Level)]));
        double[] points = networks.Average([.. members.Select(member => ValuesOf(member.Points))]);
        double[][] quantiles = [.. levels.Select(level => networks.Average(
            [.. members.Select(member => ValuesOf(member.Quantiles.First(own => own.Level == level).Points))]))];
        IntervalEnds? ends = null;
        if (Intervals is not null)
        {
            ErrorSpace space = new(shared, first.Target, 1, calibrated, levels.Length);
            double[] distribution = [.. quantiles.SelectMany(values => values)];
            if (shared is null)
            {
                space.Set(0, UnitOf(this, target, first.Series), points, distribution);
            }
            else
            {
                space.SetLevelsOf(0, first.Place!.Value.Item, first.Place.Value.FirstRow, points, distribution);
            }

            ends = Intervals.Of(target, space);
        }

        return first with
        {
            Points = [.. first.Points.Select((point, step) => point with
            {
                Value = points[step],
                Intervals = step < calibrated && ends is not null ? ends.At(step, points[step]) : [],
            })],
            Quantiles = [.. levels.Select((level, i) => new QuantileForecast(
                level, [.. first.Points.Select((point, step) => point with { Value = quantiles[i][step], Intervals = [] })]))],
            Distributions = [],
        };

        static double[] ValuesOf(IReadOnlyList<ForecastPoint> values) => [.. values.Select(point => point.Value)];
    }

    private void RequireSame(LearnedForecast member, string key, Func<WindowRecipe, int> value)
    {
        (int own, int other) = (value(_recipe.Section(ForecastTask.Window)), value(member._recipe.Section(ForecastTask.Window)));
        if (own != other)
        {
            throw member._recipe.Error($"window.{key}", string.Create(
                CultureInfo.InvariantCulture,
                $"is {other}, but {own} of the first member: members forecast the same rows. Give all the same; their length may differ."));
        }
    }
}

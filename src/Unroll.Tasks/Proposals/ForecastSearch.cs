using System.Text.Json.Nodes;
using Unroll.Tasks.Forecasting;

namespace Unroll.Tasks.Proposals;

/// <summary>
/// The choice of a forecast's proposal among small candidates, each tried by rolling-origin evaluation on the rows before the test part:
/// first the transformation, by linear models that take milliseconds; then the calendar; then a recurrent network beside the linear model,
/// and classical models beside both. What is more complex is taken where it is clearly better, and a classical model where it is clearly
/// better than the network.
/// </summary>
internal sealed class ForecastSearch
{
    private const double Skewness = 1;
    private const double StrongPenalty = 0.1;
    private const double Trifle = 0.98;
    private const int FewestOfAPanel = 10;
    private const int SeasonsOfAPanel = 14;
    private const int LongestOfAPanel = 336;
    private const int PlainOfAPanel = 64;
    private const int UnitsOfAPanel = 256;
    private const int ShareOfShortest = 3;
    private const int LongestSeasonOfTime = 24;
    private const long MostRowsOfClassical = 20_000;

    // Of the mean change from row to row: less is nothing to a user, as where both models are all but exact.
    private const double LeastGain = 0.02;

    private readonly ForecastCandidate _start;
    private readonly ForecastTrial _trial;
    private readonly IReadOnlyList<JsonObject> _calendar;
    private readonly int _season;
    private readonly TargetShape _shape;
    private readonly int _recurrentLength;
    private readonly int _units;
    private readonly Func<ForecastTrial>? _panelTrial;
    private readonly int _shortest;

    /// <summary>Prepares a search.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">The target column.</param>
    /// <param name="season">Rows of its season; 0 for none.</param>
    /// <param name="start">A linear model of the series as it is, without a calendar.</param>
    /// <param name="calendar">The calendar steps that the stamps allow; empty for none.</param>
    /// <param name="recurrentLength">Rows that a recurrent network sees.</param>
    /// <param name="units">Units of a recurrent layer.</param>
    /// <param name="stop">Stops the trials.</param>
    internal ForecastSearch(
        ProposalSource source, string target, int season, ForecastCandidate start, IReadOnlyList<JsonObject> calendar,
        int recurrentLength, int units, CancellationToken stop)
    {
        (_start, _calendar, _recurrentLength, _units) = (start, calendar, recurrentLength, units);
        _trial = new ForecastTrial(
            source.Set, recurrentLength, start.Draft.Section(ForecastTask.Window).Horizon, stop);
        _shape = TargetShape.Of(source.Set, target);
        _season = season;
        _shortest = source.Profile.ShortestLength;
        _panelTrial = source.Set.Count < FewestOfAPanel ? null
            : () => ForecastTrial.OfPanel(source.Set, start.Draft.Section(ForecastTask.Window).Horizon, stop);
    }

    /// <summary>The best candidate, with the reasons; null where none can be tried.</summary>
    internal ForecastChoice? Choose()
    {
        ForecastTrialResult[] linear = [.. Transformations().Select(Linear).OfType<ForecastTrialResult>()];
        if (linear.Length == 0)
        {
            return null;
        }

        ForecastTrialResult plain = linear[0];
        ForecastTrialResult best = BestOf(linear);
        ForecastTrialResult? calendar = _calendar.Count == 0 ? null : _trial.Run(best.Candidate with { Calendar = _calendar });
        ForecastTrialResult simple = calendar?.IsClearlyBetterThan(best) == true ? calendar : best;
        ForecastTrialResult? recurrent = Recurrent(best.Candidate);
        ForecastTrialResult chosen = recurrent?.IsClearlyBetterThan(simple) == true ? recurrent : simple;
        ForecastTrialResult? holidays = Holidays(chosen);
        chosen = holidays?.IsClearlyBetterThan(chosen) == true ? holidays : chosen;
        if (Panel(chosen.Candidate) is { } panel)
        {
            return panel;
        }

        ForecastTrialResult? classical = Classical(simple.Candidate);
        ForecastTrialResult network = classical is null ? chosen : Whole(chosen, classical);
        chosen = classical is not null && network.Score - classical.Score > LeastGain && classical.IsClearlyBetterThan(network)
            ? classical : network;
        ForecastTrialResult? naive = Naive();
        bool isBetter = naive is null || (chosen.Score < Trifle * naive.Score && chosen.IsClearlyBetterThan(naive));
        return new ForecastChoice(isBetter ? chosen : naive!, plain, simple, recurrent, _shape)
        {
            Network = network,
            Classical = classical,
            WithoutHolidays = chosen == holidays ? (chosen.Candidate.IsLinear ? simple : recurrent) : null,
        };
    }

    /// <summary>
    /// Of many series, a network of residual blocks on long windows beside what was chosen for few of them, on more series and rows. Null
    /// where it is not clearly better.
    /// </summary>
    private ForecastChoice? Panel(ForecastCandidate chosen)
    {
        if (_panelTrial?.Invoke() is not { } trial)
        {
            return null;
        }

        int length = _season > 0 ? Math.Min(SeasonsOfAPanel * _season, LongestOfAPanel / _season * _season) : PlainOfAPanel;
        ForecastTrialResult? before = trial.Run(chosen);
        ForecastTrialResult? residual = trial.Run(_start with
        {
            IsResidual = true,
            Units = UnitsOfAPanel,
            Length = length,
            MinLength = Math.Max(1, _shortest / ShareOfShortest) is var least && least < length ? least : null,
        });
        return before is not null && residual?.IsClearlyBetterThan(before) == true
            ? new ForecastChoice(residual, before, before, null, _shape) : null;
    }

    /// <summary>
    /// The chosen candidate with public holidays, where days are long enough observed to learn from those of two years. Which country's
    /// they are no file says, so that each known calendar is tried.
    /// </summary>
    private ForecastTrialResult? Holidays(ForecastTrialResult chosen) =>
        chosen.Candidate.Calendar.Any(step => Blocks.IsDaily(step))
            ? _trial.Run(chosen.Candidate with { Calendar = [.. chosen.Candidate.Calendar, Blocks.Holidays] })
            : null;

    /// <summary>The linear model of a transformed series; with a strong penalty where that is better by more than a trifle.</summary>
    private ForecastTrialResult? Linear(IReadOnlyList<JsonObject> transformation)
    {
        ForecastTrialResult? weak = _trial.Run(_start with { Transformation = transformation });
        ForecastTrialResult? strong = _trial.Run(_start with { Transformation = transformation, Penalty = StrongPenalty });
        return weak is null || strong?.Score < Trifle * weak.Score ? strong : weak;
    }

    /// <summary>
    /// A model that stays near the better of the naive and the seasonal naive forecast, for series on which nothing beats it before the
    /// test part. Null where it cannot be tried.
    /// </summary>
    private ForecastTrialResult? Naive()
    {
        int[] lags = _season > 1 ? [1, _season] : [1];
        return lags.Select(lag => _trial.Run(
            _start with { Transformation = [Difference(lag)], IsNearNaive = true }))
            .OfType<ForecastTrialResult>().MinBy(result => result.Score);
    }

    /// <summary>The best recurrent network: on the transformed series and on the series as it is, with the calendar and without.</summary>
    private ForecastTrialResult? Recurrent(ForecastCandidate linear)
    {
        ForecastCandidate recurrent = linear with { Units = _units, Length = _recurrentLength };
        List<ForecastCandidate> candidates = [recurrent];
        if (_calendar.Count > 0)
        {
            candidates.Add(recurrent with { Calendar = _calendar });
        }

        if (linear.Transformation.Count > 0 && !_shape.Grows)
        {
            candidates.Add(recurrent with { Transformation = [], Calendar = _calendar });
        }

        return candidates.Select(candidate => _trial.Run(candidate)).OfType<ForecastTrialResult>().MinBy(result => result.Score);
    }

    /// <summary>
    /// The best classical model: of the lags in the window of the linear model, and for short series of time. A model of time differences
    /// by itself, and takes over the logarithm alone.
    /// </summary>
    private ForecastTrialResult? Classical(ForecastCandidate linear)
    {
        // Rows enough to teach a network are no place for them, and their trials would only take time.
        if (_start.Windows > MostRowsOfClassical)
        {
            return null;
        }

        List<ForecastCandidate> candidates = [.. ClassicalCandidates.OfLags().Select(model => linear with { Classical = model })];
        if (_trial.IsShort && _season <= LongestSeasonOfTime)
        {
            candidates.Add(linear with
            {
                Transformation = [.. linear.Transformation.Where(step => step.ContainsKey("log"))],
                Calendar = [],
                Classical = ClassicalCandidates.OfTime,
            });
        }

        return candidates.Select(candidate => _trial.Run(candidate)).OfType<ForecastTrialResult>().MinBy(result => result.Score);
    }

    /// <summary>
    /// The network as the classical model is compared with it: where that is better than a recurrent network that was trained quickly, the
    /// network is trained for as long as the recipe says.
    /// </summary>
    private ForecastTrialResult Whole(ForecastTrialResult network, ForecastTrialResult classical) =>
        !network.Candidate.IsLinear && classical.IsClearlyBetterThan(network)
        && _trial.Run(network.Candidate, isWhole: true) is { } whole && whole.Score < network.Score ? whole : network;

    /// <summary>
    /// The best transformation. One with a logarithm is preferred where values are positive and grow or are skewed: there, the errors of
    /// a few folds say little about values to come that lie beyond all earlier ones. So are differences, which follow the level wherever
    /// it goes, while a model of the series as it is returns to the level that it was fitted to.
    /// </summary>
    private static ForecastTrialResult BestOf(IReadOnlyList<ForecastTrialResult> results)
    {
        ForecastTrialResult best = results.MinBy(result => result.Score)!;
        best = Preferred(best, results.Where(result => HasStep(result.Candidate, "log")));
        bool isLogarithm = HasStep(best.Candidate, "log");
        return HasStep(best.Candidate, "difference") ? best : Preferred(best, results.Where(
            result => HasStep(result.Candidate, "difference") && HasStep(result.Candidate, "log") == isLogarithm));
    }

    /// <summary>The best of the preferred results, where the best of all is not clearly better.</summary>
    private static ForecastTrialResult Preferred(ForecastTrialResult best, IEnumerable<ForecastTrialResult> preferred) =>
        preferred.MinBy(result => result.Score) is { } other && !best.IsClearlyBetterThan(other) ? other : best;

    private static bool HasStep(ForecastCandidate candidate, string step) => candidate.Transformation.Any(json => json.ContainsKey(step));

    private IEnumerable<IReadOnlyList<JsonObject>> Transformations()
    {
        JsonObject[][] differences = _season > 1
            ? [[], [Difference(1)], [Difference(_season)], [Difference(_season), Difference(1)]]
            : [[], [Difference(1)]];
        foreach (JsonObject[] steps in differences)
        {
            yield return steps;
        }

        if (_shape.Minimum > 0 && (_shape.Grows || _shape.Skewness > Skewness))
        {
            foreach (JsonObject[] steps in differences)
            {
                yield return [Blocks.StepJson("log", new JsonObject()), .. steps];
            }
        }
    }

    private static JsonObject Difference(int lag) => Blocks.StepJson("difference", lag);
}

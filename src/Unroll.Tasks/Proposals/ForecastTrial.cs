using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>
/// Trials of candidates by rolling-origin evaluation on the rows before the test part: each is trained on earlier rows and scored on later
/// ones, so that the test part stays unseen.
/// </summary>
internal sealed class ForecastTrial
{
    private const double BeforeTest = 0.85;
    private const int MostRows = 6_000;
    private const int MostSteps = 500_000;
    private const int FewestWindows = 10;
    private const int MostSeries = 20;
    private const int MostPanelSeries = 200;
    private const int MostPanelRows = 200_000;
    private const int FewRows = 400;
    private const int SomeRows = 2_000;
    private const int ShortRows = 1_000;
    private const double HorizonsOfAPart = 1.5;
    private const double LeastTraining = 0.4;
    private const double LargestPart = 0.25;

    private readonly SeriesSet _series;
    private readonly SplitRecipe _split;
    private readonly CancellationToken _stop;

    private ForecastTrial(SeriesSet series, int horizon, CancellationToken stop) =>
        (_series, _split, _stop) = (series, SplitOf((int)series.Items.Average(item => item.Frame.RowCount), horizon), stop);

    /// <summary>
    /// The trial of networks that learn from many series at once: of more series, and of as many rows as their long windows need.
    /// </summary>
    /// <param name="series">The series as they were read.</param>
    /// <param name="horizon">Rows of a forecast.</param>
    /// <param name="stop">Stops the trials.</param>
    internal static ForecastTrial OfPanel(SeriesSet series, int horizon, CancellationToken stop)
    {
        SeriesSet some = Some(series, MostPanelSeries);
        int most = MostPanelRows / some.Count;
        return new(some.Map(item => BeforeTestPart(item.Frame, most)), horizon, stop);
    }

    /// <summary>Cuts series to what trials may see.</summary>
    /// <param name="series">The series as they were read.</param>
    /// <param name="longest">Rows of the longest window, which the time of a training grows with.</param>
    /// <param name="horizon">Rows of a forecast.</param>
    /// <param name="stop">Stops the trials.</param>
    internal ForecastTrial(SeriesSet series, int longest, int horizon, CancellationToken stop)
    {
        _stop = stop;
        SeriesSet few = Some(series, MostSeries);
        int most = Math.Max(Math.Min(MostRows, MostSteps / longest) / few.Count, FewestWindows * longest);
        _series = few.Map(item => BeforeTestPart(item.Frame, most));
        _split = SplitOf(_series.ShortestLength, horizon);
    }

    /// <summary>Whether the rows are so few that models of time, whose fits take long, can be tried.</summary>
    internal bool IsShort => _series.Items.Sum(item => (long)item.Frame.RowCount) <= ShortRows;

    /// <summary>At most so many series, evenly spaced.</summary>
    private static SeriesSet Some(SeriesSet series, int most) => series.Count <= most ? series
        : series.Subset(Enumerable.Range(0, most).Select(index => (int)((long)index * series.Count / most)));

    /// <summary>The last rows before the test part.</summary>
    private static Frame BeforeTestPart(Frame frame, int most)
    {
        int end = (int)(BeforeTest * frame.RowCount), count = Math.Min(end, most);
        return frame.Slice(end - count, count);
    }

    /// <summary>
    /// Several folds where rows are few, so that chance says less; each part has room for some windows of the horizon.
    /// </summary>
    private static WalkForwardSplit SplitOf(int rows, int horizon)
    {
        double least = Math.Min(HorizonsOfAPart * horizon / rows, LargestPart);
        (int folds, double validation, double test) = rows < FewRows ? (5, 0.15, 0.07) : rows < SomeRows ? (3, 0.14, 0.12) : (1, 0.15, 0.2);
        (validation, test) = (Math.Max(validation, least), Math.Max(test, least));
        folds = Math.Clamp((int)((1 - LeastTraining - validation) / test), 1, folds);
        return new WalkForwardSplit(
            SplitPart.OfShare(Math.Round(1 - validation - (folds * test), 4)), SplitPart.OfShare(Math.Round(validation, 4)),
            SplitPart.OfShare(Math.Round(test, 4)))
        { Folds = folds };
    }

    /// <summary>Trains and scores a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="isWhole">Whether it is trained for as long as the recipe says, rather than quickly.</param>
    /// <returns>Its scores; null where the series do not fit it.</returns>
    internal ForecastTrialResult? Run(ForecastCandidate candidate, bool isWhole = false)
    {
        try
        {
            long rows = _series.Items.Sum(item => (long)item.Frame.RowCount);
            Recipe recipe = (candidate with { Windows = rows }).ToRecipe(isTrial: !isWhole) with { Split = _split };
            recipe = recipe with { Data = recipe.Data with { TestFile = null } };
            TrainingRun run = new Learner(recipe).Fit(_series, options: new LearnerOptions { CancellationToken = _stop });
            _stop.ThrowIfCancellationRequested();
            ForecastEvaluation test = (ForecastEvaluation)run.Test;
            double[] errors = ErrorsOf(test, recipe.Data.Target);
            double error = test.Model["mae"];
            return double.IsFinite(error) && errors.Length > 0 ? new ForecastTrialResult(candidate, error, errors, Naive(test)) : null;
        }
        catch (Exception e) when (e is InputException or NonFiniteWeightsException)
        {
            // A transformation that the values do not allow, or too few rows for this window: another candidate fits.
            return null;
        }
    }

    /// <summary>
    /// The absolute errors, each in units of the mean change of its series from row to row, so that series count alike. Of all rows of the
    /// trial: in the rows of the test alone a series may hardly change, and would then outweigh all others.
    /// </summary>
    private double[] ErrorsOf(ForecastEvaluation test, string target)
    {
        Dictionary<string, double> scales = _series.Items.ToDictionary(
            item => item.Id,
            item => Baselines.SeasonalNaiveScale(item.Frame.Time, item.Frame.Column(target), period: 1).Absolute,
            StringComparer.Ordinal);
        return
        [
            .. test.Forecasts.Where(forecast => !double.IsNaN(forecast.Actual)).GroupBy(forecast => forecast.Series).SelectMany(
                series => series.Select(forecast => Math.Abs(forecast.Actual - forecast.Forecast)
                    / (scales[series.Key] is > 0 and var scale ? scale : 1))),
        ];
    }

    private static double Naive(ForecastEvaluation test) =>
        test.Baselines.Where(baseline => baseline.Key is Baselines.NaiveName or Baselines.SeasonalNaiveName)
            .Select(baseline => baseline.Value["mae"]).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();
}

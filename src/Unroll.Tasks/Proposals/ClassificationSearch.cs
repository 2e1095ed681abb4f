using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>
/// The choice of a classification's proposal between convolutions and a recurrent network, between global scaling and that of each series,
/// and between the network and MiniRocket, by repeated hold-out within the series that are not tested on.
/// </summary>
internal sealed class ClassificationSearch
{
    private const int Repeats = 3;
    private const int MostSeries = 400;
    private const double OwnLevels = 0.5;
    private const double ManySizes = 5;
    private const string TrialFile = "trial";

    private readonly SeriesSet _series;
    private readonly CancellationToken _stop;

    /// <summary>Prepares a search.</summary>
    /// <param name="series">The series as they were read, each with its class.</param>
    /// <param name="split">The split of the proposal, whose test part is not looked at.</param>
    /// <param name="stop">Stops the trials.</param>
    internal ClassificationSearch(SeriesSet series, SplitRecipe split, CancellationToken stop)
    {
        _stop = stop;
        int[] labelled = [.. Enumerable.Range(0, series.Count).Where(index => series[index].Class is not null)];
        SeriesSet all = series.Subset(labelled);
        if (split.Test.Share is { } share and > 0)
        {
            ItemSplit parts = StratifiedSplit.Of(Labels(all),
                new SplitShares(split.Train.Share!.Value, split.Validation.Share!.Value, share));
            all = all.Subset([.. parts.Training, .. parts.Validation]);
        }

        _series = all.Count <= MostSeries ? all
            : all.Subset(StratifiedSplit.Of(
                Labels(all), new SplitShares((double)MostSeries / all.Count, 0, 1 - ((double)MostSeries / all.Count))).Training);
    }

    /// <summary>Tries the candidates.</summary>
    /// <param name="start">A candidate to vary.</param>
    /// <returns>The best one, with the reason; null where none can be tried.</returns>
    internal (ClassificationCandidate Candidate, string Reason)? Choose(ClassificationCandidate start)
    {
        bool[] scalings = DifferInLevel(_series) ? [false, true] : [false];
        Trial[] trials = [.. scalings.SelectMany(scaling => (Trial?[])
        [
            Run(start with { IsConvolutional = true, IsScaledPerSeries = scaling }),
            Run(start with { IsConvolutional = false, IsScaledPerSeries = scaling }),
        ]).OfType<Trial>().OrderByDescending(trial => trial.Accuracy).ThenBy(trial => trial.LogLoss)];
        if (trials.Length == 0)
        {
            return null;
        }

        Trial network = trials[0];
        Trial? classical = start.IsSmall ? Run(network.Candidate with { Classical = ClassicalCandidates.OfClasses }) : null;
        if (classical?.IsSignificantlyBetterThan(network) == true
            && Run(network.Candidate, isWhole: true) is { } whole && whole.Accuracy > network.Accuracy)
        {
            // It is compared with the network as that will be trained, not as quickly as in a trial.
            network = trials[0] = whole;
        }

        return classical?.IsSignificantlyBetterThan(network) == true
            ? (classical.Candidate, string.Create(
                CultureInfo.InvariantCulture,
                $"accuracy of {classical.Candidate.Family}: {classical.Accuracy:0.000} on training series held out {Repeats} times, of ")
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{network.Candidate.Family} {network.Accuracy:0.000}, which is significantly worse (McNemar's test)"))
            : (network.Candidate, Reason(trials, classical));
    }

    private static string Reason(IReadOnlyList<Trial> trials, Trial? classical)
    {
        Trial best = trials[0];
        Trial? other = trials.FirstOrDefault(trial => trial.Candidate.IsConvolutional != best.Candidate.IsConvolutional);
        Trial? scaled = trials.FirstOrDefault(trial => trial.Candidate.IsScaledPerSeries != best.Candidate.IsScaledPerSeries
            && trial.Candidate.IsConvolutional == best.Candidate.IsConvolutional);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"accuracy of {best.Candidate.Family}: {best.Accuracy:0.000} on training series held out {Repeats} times")
            + (other is null ? "" : string.Create(CultureInfo.InvariantCulture, $", of {other.Candidate.Family} {other.Accuracy:0.000}"))
            + (scaled is null ? "" : string.Create(
                CultureInfo.InvariantCulture,
                $", scaled {(scaled.Candidate.IsScaledPerSeries ? "per series" : "all alike")} {scaled.Accuracy:0.000}"))
            + (classical is null ? "" : string.Create(
                CultureInfo.InvariantCulture, $", of {classical.Candidate.Family} {classical.Accuracy:0.000}")
                + (classical.Accuracy > best.Accuracy ? ", which is not significantly better (McNemar's test)" : ""));
    }

    private Trial? Run(ClassificationCandidate candidate, bool isWhole = false)
    {
        try
        {
            // Held-out series stand in for data of a test part of their own.
            Recipe recipe = candidate.ToRecipe(isTrial: !isWhole);
            recipe = recipe with
            {
                Data = recipe.Data with { TestFile = TrialFile },
                Split = new ClassSplit(SplitPart.OfShare(0.8), SplitPart.OfShare(0.2), SplitPart.None),
            };
            List<ClassPrediction> told = [];
            Scores[] scores = [.. Enumerable.Range(1, Repeats).Select(repeat =>
            {
                ItemSplit parts = StratifiedSplit.Of(Labels(_series), new SplitShares(0.75, 0, 0.25), (ulong)repeat);
                TrainingRun run = new Learner(recipe).Fit(
                    _series.Subset(parts.Training), _series.Subset(parts.Test), new LearnerOptions { CancellationToken = _stop });
                _stop.ThrowIfCancellationRequested();
                told.AddRange(((ClassificationEvaluation)run.Test).Series);
                return run.Test.Model;
            })];
            return new Trial(
                candidate, scores.Average(score => score["accuracy"]), scores.Average(score => score["log_loss"]),
                told.GroupBy(own => own.Id, StringComparer.Ordinal).ToDictionary(
                    series => series.Key, series => series.Average(own => own.IsWrong ? 1.0 : 0), StringComparer.Ordinal));
        }
        catch (Exception e) when (e is InputException or NonFiniteWeightsException)
        {
            // Too few series of a class for these parts.
            return null;
        }
    }

    /// <summary>Whether series differ in level about as much as values within a series do, or in size.</summary>
    private static bool DifferInLevel(SeriesSet series) => series.ColumnNames.Any(column =>
    {
        (double Mean, double Variance)[] moments = [.. series.Items.Select(item => Moments(item.Frame, column))
            .Where(moment => double.IsFinite(moment.Mean))];
        if (moments.Length < 2)
        {
            return false;
        }

        double center = moments.Average(moment => moment.Mean);
        double between = moments.Average(moment => (moment.Mean - center) * (moment.Mean - center));
        double[] deviations = [.. moments.Select(moment => Math.Sqrt(moment.Variance)).Order()];
        double typical = deviations[deviations.Length / 2];
        return Math.Sqrt(between) > OwnLevels * typical || deviations[^1] > ManySizes * deviations[0];
    });

    private static (double Mean, double Variance) Moments(Frame frame, string column)
    {
        double[] values = new double[frame.RowCount];
        frame.CopyColumn(column, 0, values);
        double[] known = [.. values.Where(double.IsFinite)];
        double mean = known.Length == 0 ? double.NaN : known.Average();
        return (mean, known.Length == 0 ? double.NaN : known.Average(value => (value - mean) * (value - mean)));
    }

    private static int[] Labels(SeriesSet series) => [.. series.Items.Select(item => item.Class!.Value)];

    /// <summary>A trial, with the share of mistakes of each series in the repeats that it was held out in.</summary>
    private sealed record Trial(ClassificationCandidate Candidate, double Accuracy, double LogLoss, Dictionary<string, double> Mistakes)
    {
        /// <summary>
        /// Whether this tells significantly more series rightly than a trial on the same ones, by McNemar's exact test: a standard error of
        /// a handful of mistakes says little.
        /// </summary>
        public bool IsSignificantlyBetterThan(Trial other)
        {
            int better = Mistakes.Count(own => own.Value < other.Mistakes[own.Key]);
            int worse = Mistakes.Count(own => own.Value > other.Mistakes[own.Key]);
            return better > worse && McNemar.Test(better, worse).IsSignificant;
        }
    }
}

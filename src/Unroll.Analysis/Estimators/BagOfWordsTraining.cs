namespace Unroll.Analysis.Estimators;

/// <summary>Learns the weights of tokens, and by which penalty they tell the classes of texts that were left out best.</summary>
/// <param name="columns">How many tokens there are.</param>
/// <param name="classes">How many classes there are, at least 2.</param>
/// <param name="weighting">What a token counts.</param>
internal sealed class BagOfWordsTraining(int columns, int classes, TokenWeighting weighting)
{
    private const double Tolerance = 1e-4;
    private const double ToleranceOfSearch = 1e-3;
    private const int Parts = 3;

    /// <summary>The texts times scores from which on one part is left out instead of each in turn, which are then enough.</summary>
    private const int Enough = 200_000;

    /// <summary>By how much the loss must fall for a smaller penalty: what is less is chance.</summary>
    private const double Gain = 0.005;

    private static readonly double[] _penalties = [100, 30, 10, 3, 1, 0.3, 0.1, 0.03, 0.01];

    /// <summary>Learns weights.</summary>
    /// <param name="rows">The values of tokens of each text.</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="penalty">The penalty.</param>
    /// <param name="cancellation">Ends the work.</param>
    public BagOfWordsWeights Fit(SparseRow[] rows, int[] labels, double penalty, CancellationToken cancellation)
    {
        SparseLogisticObjective objective = ObjectiveOf(rows, labels);
        double[] parameters = new double[objective.Parameters];

        // Newton's steps from 0 to the minimum of a small penalty lead too far, where probabilities are 0 and 1 and say nothing.
        foreach (double larger in _penalties.Where(value => value > penalty))
        {
            Minimize(objective, parameters, larger, ToleranceOfSearch, cancellation);
        }

        Minimize(objective, parameters, penalty, Tolerance, cancellation);
        return WeightsOf(objective, parameters);
    }

    /// <summary>
    /// The penalty of the least log loss of texts that were left out, a third after the other: from large to small ones, each from the
    /// weights of the one before, until the loss falls no more.
    /// </summary>
    /// <param name="rows">The values of tokens of each text.</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="cancellation">Ends the work.</param>
    public double ChoosePenalty(SparseRow[] rows, int[] labels, CancellationToken cancellation)
    {
        int[] seen = new int[classes], parts = [.. labels.Select(label => seen[label]++ % Parts)];
        int tried = (long)rows.Length * SparseLogisticObjective.ScoresOf(classes) > Enough ? 1 : Parts;
        SparseLogisticObjective[] objectives = [.. Enumerable.Range(0, tried).Select(part => ObjectiveOf(
            [.. rows.Where((_, row) => parts[row] != part)], [.. labels.Where((_, row) => parts[row] != part)]))];
        double[][] parameters = [.. objectives.Select(objective => new double[objective.Parameters])];
        (double best, double least) = (_penalties[0], double.PositiveInfinity);
        foreach (double penalty in _penalties)
        {
            double loss = 0;
            for (int part = 0; part < tried; part++)
            {
                Minimize(objectives[part], parameters[part], penalty, ToleranceOfSearch, cancellation);
                BagOfWordsWeights weights = WeightsOf(objectives[part], parameters[part]);
                loss += rows.Where((_, row) => parts[row] == part).Zip(labels.Where((_, row) => parts[row] == part))
                    .Sum(text => -Math.Log(Math.Max(1e-300, weights.Probabilities(text.First)[text.Second])));
            }

            if (loss > (1 - Gain) * least)
            {
                break;
            }

            (best, least) = (penalty, loss);
        }

        return best;
    }

    private static void Minimize(
        SparseLogisticObjective objective, double[] parameters, double penalty, double tolerance, CancellationToken cancellation)
    {
        objective.Penalty = penalty;
        TruncatedNewton.Minimize(objective, parameters, tolerance, cancellation);
    }

    private static BagOfWordsWeights WeightsOf(SparseLogisticObjective objective, double[] parameters) => new(
        [.. parameters.Take(objective.Scores).Select(value => (float)value)],
        [.. objective.WeightsOf(parameters).Select(value => (float)value)]);

    private SparseLogisticObjective ObjectiveOf(SparseRow[] rows, int[] labels) => new(
        SparseTable.Of(rows, columns), labels, classes, weighting == TokenWeighting.LogCountRatios ? Ratios(rows, labels) : null);

    /// <summary>
    /// The logarithm of the share of each token among those of a class, over its share among those of the others; one more of each token is
    /// counted on both sides.
    /// </summary>
    private double[] Ratios(SparseRow[] rows, int[] labels)
    {
        double[] counts = new double[columns * classes], all = new double[columns], sums = new double[classes];
        for (int row = 0; row < rows.Length; row++)
        {
            foreach ((int column, double value) in rows[row].Columns.Zip(rows[row].Values))
            {
                counts[(column * classes) + labels[row]] += value;
                all[column] += value;
                sums[labels[row]] += value;
            }
        }

        double total = sums.Sum();
        int scores = SparseLogisticObjective.ScoresOf(classes);
        double[] ratios = new double[columns * scores];
        for (int column = 0; column < columns; column++)
        {
            for (int score = 0; score < scores; score++)
            {
                int label = scores == 1 ? 1 : score;
                double own = counts[(column * classes) + label];
                ratios[(column * scores) + score] = Math.Log((1 + own) / (columns + sums[label]))
                    - Math.Log((1 + all[column] - own) / (columns + total - sums[label]));
            }
        }

        return ratios;
    }
}

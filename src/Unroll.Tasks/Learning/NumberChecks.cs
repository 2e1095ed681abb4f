using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>Refuses recipes that name classes where numbers are predicted.</summary>
internal static class NumberChecks
{
    /// <summary>Checks a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="task">What the task gives: "forecast".</param>
    /// <exception cref="InputException">A field is one of classes.</exception>
    public static void Check(Recipe recipe, string task)
    {
        if (recipe.Data.Class is not null)
        {
            throw recipe.Error("data.class",
                $"a {task} has no classes. Name the column with the numbers: target: NAME, or set task: classify.");
        }

        TrainRecipe train = recipe.Train;
        if (train.BalanceClasses)
        {
            throw recipe.Error("train.class-weights", $"belongs to task: classify. A {task} has no classes.");
        }

        foreach ((string field, Block<Loss> loss) in train.Losses)
        {
            if (IsOfClasses(loss.Create()))
            {
                throw recipe.Error(field,
                    $"{loss.Name} is a loss of classes, but a {task} gives numbers. Use mean-squared-error, mean-absolute-error, huber, "
                    + "log-cosh, quantile or a likelihood.");
            }
        }

        foreach ((string field, Block<Metric> metric) in train.AllMetrics)
        {
            if (metric.Create() is ClassMetric or TopKAccuracy or RocAuc or PrecisionRecallAuc
                || (metric.Create() is LossMetric measure && IsOfClasses(measure.Loss)))
            {
                throw recipe.Error(field,
                    $"{metric.Name} is a metric of classes, but a {task} gives numbers. Use mean-absolute-error, "
                    + "root-mean-squared-error, mean-absolute-percentage-error or r-squared.");
            }
        }
    }

    private static bool IsOfClasses(Loss loss) => loss is BinaryCrossEntropy or ClassCrossEntropy or KullbackLeibler;
}

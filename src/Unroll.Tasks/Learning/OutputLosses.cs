using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The losses and metrics of a network's outputs by a recipe.</summary>
internal static class OutputLosses
{
    /// <summary>The loss and the metrics of each of a network's outputs.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="learned">The state of the task.</param>
    /// <param name="network">The network, built.</param>
    /// <exception cref="InputException">A metric does not fit the network and its loss.</exception>
    public static OutputLoss[] Of(Recipe recipe, LearnedTask learned, Model network) =>
        [.. learned.CreateLosses(network).Select((loss, output) => new OutputLoss(loss, MetricsOf(recipe, network, output, loss))
        {
            Weight = recipe.Train.LossWeights.GetValueOrDefault(network.OutputNames[output], 1),
        })];

    private static Metric[] MetricsOf(Recipe recipe, Model network, int place, Loss loss)
    {
        string name = network.OutputNames[place];
        IReadOnlyList<Block<Metric>> blocks = recipe.Train.MetricsOf(name);
        Metric[] metrics = [.. blocks.Select(metric => NetworkHead.CreateMetric(metric, loss))];
        Shape output = network.OutputShapes[place], target = loss.GetTargetShape(output);
        for (int i = 0; i < metrics.Length; i++)
        {
            string field = recipe.Train.MetricField(name, i);
            try
            {
                if (metrics[i].GetTargetShape(output) is var wanted && wanted != target)
                {
                    throw recipe.Error(field,
                        $"{blocks[i].Name} compares {output} with targets of {wanted}, but the loss has targets of {target}. "
                        + "Choose a metric that fits the loss"
                        + (network.OutputNames.Count > 1 ? $", or name metrics by output: {{{name}: […]}}." : "."));
                }
            }
            catch (ArgumentException exception)
            {
                throw recipe.Error(field, exception);
            }
        }

        return metrics;
    }
}

using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The length of a training and its learning rates, which the training of a final network on all data follows.</summary>
/// <param name="Epochs">Epochs.</param>
/// <param name="LearningRates">The rate of each epoch of the training that it follows, which may be of more.</param>
internal sealed record TrainingCourse(int Epochs, IReadOnlyList<float> LearningRates)
{
    /// <summary>
    /// The course of each network of an ensemble: as many epochs as its trainings had until the weights that were kept, over all folds in
    /// the mean, and the rates of the last fold.
    /// </summary>
    /// <param name="train">The settings of the trainings.</param>
    /// <param name="histories">Their histories, fold after fold.</param>
    /// <param name="folds">Number of folds.</param>
    public static IReadOnlyList<TrainingCourse> Of(TrainRecipe train, IReadOnlyList<History> histories, int folds)
    {
        int networks = histories.Count / folds;
        return
        [
            .. Enumerable.Range(0, networks).Select(network =>
            {
                History[] own = [.. Enumerable.Range(0, folds).Select(fold => histories[(fold * networks) + network])];
                double mean = own.Average(
                    history => train.RestoreBestWeights && history.BestEpoch is { } best ? best : history.Epochs.Count);
                return new TrainingCourse(
                    Math.Max(1, (int)Math.Round(mean, MidpointRounding.AwayFromZero)),
                    [.. own[^1].Epochs.Select(epoch => (float)epoch.LearningRate)]);
            }),
        ];
    }
}

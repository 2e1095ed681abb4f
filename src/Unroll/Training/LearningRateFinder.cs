using Unroll.Data;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>
/// A learning-rate range test (Smith 2017): trains for a few batches with a rate that rises from batch to batch, and watches the loss. A
/// good rate is where the loss falls fastest. The model is left as it was.
/// </summary>
public static class LearningRateFinder
{
    private const double Smoothing = 0.9;

    /// <summary>Batches until the smoothed loss no longer depends on the first few.</summary>
    private const int Settling = 10;

    /// <summary>The factor by which the smoothed loss may exceed its minimum before the trial ends.</summary>
    private const double Divergence = 4;

    /// <summary>Tries rates from a lowest to a highest.</summary>
    /// <param name="model">The model, compiled.</param>
    /// <param name="samples">Samples to train on; gone through as often as needed.</param>
    /// <param name="batchSize">Samples a batch, at least 1.</param>
    /// <param name="batches">Batches, one a rate, at least 30.</param>
    /// <param name="minLearningRate">First rate, positive.</param>
    /// <param name="maxLearningRate">Last rate, above the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public static LearningRateTrial Find(
        Model model, SampleSource samples, int batchSize = 32, int batches = 100, float minLearningRate = 1e-6f,
        float maxLearningRate = 1f)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        Require.AtLeast(batchSize, 1, nameof(batchSize));
        Require.AtLeast(batches, 30, nameof(batches));
        Require.PositiveFinite(minLearningRate, nameof(minLearningRate));
        Require.PositiveFinite(maxLearningRate, nameof(maxLearningRate));
        if (maxLearningRate <= minLearningRate)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxLearningRate), maxLearningRate,
                $"maxLearningRate is {maxLearningRate}, but must be above minLearningRate, {minLearningRate}.");
        }

        ModelRequirements.CheckSamples(model, samples);
        float[] weights = model.GetWeights();
        Optimizers.Optimizer optimizer = model.RequireCompiled().Optimizer;
        if (optimizer is Optimizers.FullBatchOptimizer)
        {
            throw new ArgumentException(
                $"{optimizer.Name} chooses the length of its steps by itself: there is no rate to be found for it.", nameof(model));
        }

        bool stateful = model.RecurrentLayers.Any(layer => layer.Stateful);
        Optimizers.OptimizerState? state = model.OptimizerState;
        float rate = optimizer.LearningRate;
        model.OptimizerState = null;
        try
        {
            var trial = new Trial(batches, minLearningRate, maxLearningRate);
            int perEpoch = ((samples.Count - 1) / batchSize) + 1;
            model.Fit(samples, new FitOptions
            {
                BatchSize = batchSize,
                Epochs = ((batches - 1) / perEpoch) + 1,
                Shuffle = !stateful,
                Callbacks = [trial],
            });
            if (trial.Rates.Count == 0)
            {
                throw new ArgumentException(
                    "The loss is not finite at the lowest rate already: look for missing or huge values in the samples.", nameof(samples));
            }

            return new LearningRateTrial([.. trial.Rates], [.. trial.Losses], Suggest(trial.Rates, trial.Losses));
        }
        finally
        {
            model.SetWeights(weights);
            model.OptimizerState = state;
            optimizer.LearningRate = rate;
        }
    }

    /// <summary>
    /// Where the smoothed loss falls fastest over the logarithm of the rate, before its least value. The fall is measured over a tenth of
    /// the rates, so that batches which differ do not lead astray.
    /// </summary>
    private static float Suggest(List<float> rates, List<double> losses)
    {
        int least = losses.IndexOf(losses.Min()), width = Math.Max(1, rates.Count / 10), best = Math.Max(0, least - 1);
        double steepest = double.PositiveInfinity;
        for (int i = width + Settling; i <= least; i++)
        {
            double slope = (losses[i] - losses[i - width]) / Math.Log(rates[i] / rates[i - width]);
            if (slope < steepest)
            {
                (steepest, best) = (slope, i - (width / 2));
            }
        }

        return rates[best];
    }

    private sealed class Trial(int batches, float minLearningRate, float maxLearningRate) : Callback
    {
        private double _mean;

        public List<float> Rates { get; } = [];

        public List<double> Losses { get; } = [];

        public override void OnBatchBegin(TrainingContext context) =>
            context.LearningRate = (float)(
            minLearningRate * Math.Pow((double)maxLearningRate / minLearningRate, (double)Rates.Count / (batches - 1)));

        public override void OnBatchEnd(TrainingContext context)
        {
            // An exponential moving average, corrected for its start from 0.
            _mean = (Smoothing * _mean) + ((1 - Smoothing) * context.BatchLoss);
            double smooth = _mean / (1 - Math.Pow(Smoothing, Rates.Count + 1));
            if (!double.IsFinite(smooth) || (Losses.Count > 0 && smooth > Divergence * Losses.Min()))
            {
                context.Stop(StopReason.EarlyStopping);
                return;
            }

            Rates.Add(context.LearningRate);
            Losses.Add(smooth);
            if (Rates.Count == batches)
            {
                context.Stop(StopReason.EarlyStopping);
            }
        }
    }
}

using Unroll.Tasks.Learning;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Regression;

/// <content>The baselines, those of the task and the classical models that the recipe names.</content>
internal sealed partial class LearnedRegression
{
    /// <inheritdoc/>
    internal override int ClassicalOutputs => Targets.Count;

    /// <inheritdoc/>
    private protected override double[] FromClassical(ReadOnlySpan<float> outputs)
    {
        double[] prediction = base.FromClassical(outputs);
        for (int target = 0; target < prediction.Length; target++)
        {
            prediction[target] = IsScaled(_places[target].Head) ? _scales[target].Unscale(prediction[target]) : prediction[target];
        }

        return prediction;
    }

    /// <inheritdoc/>
    protected override PartEvaluation Judge(string part, SequenceData data, IReadOnlyList<double[]> predictions)
    {
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<double[]>>> classical = BaselinePredictions(data);
        KeyValuePair<string, IReadOnlyList<double[]>>[] own =
        [
            new(RegressionEvaluation.MeanName, [.. data.Targets.Select(_ => _scales.Select(scale => scale.Mean).ToArray())]),
            new(RegressionEvaluation.MedianName, [.. data.Targets.Select(_ => _scales.Select(scale => scale.Median).ToArray())]),
            new(RegressionEvaluation.LinearName, [.. data.Series.Items.Select(_linear.Predict)]),
        ];

        // A linear regression that the recipe names takes the place of the task's own.
        return RegressionEvaluation.Of(
            part, Targets, Named(data, predictions),
            [.. own.Where(baseline => classical.All(other => other.Key != baseline.Key)), .. classical]);
    }
}

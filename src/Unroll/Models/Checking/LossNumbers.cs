using Unroll.Losses;

namespace Unroll.Models;

/// <summary>Random predictions and targets of the kinds that a loss takes.</summary>
internal static class LossNumbers
{
    /// <summary>The predictions of a timestep.</summary>
    public static float[] Prediction(PredictionKind kind, int features, RandomStream random)
    {
        double[] normal = Normal(features, random);
        return kind switch
        {
            PredictionKind.Distribution => Softmax(normal),
            PredictionKind.Probabilities when features > 1 => Softmax(normal),
            PredictionKind.Probabilities => [.. normal.Select(x => (float)(1 / (1 + Math.Exp(-x))))],
            _ => [.. normal.Select(x => (float)x)],
        };
    }

    /// <summary>The targets of a timestep.</summary>
    public static float[] Target(TargetRange range, int features, RandomStream random)
    {
        if (range.SumsToOne)
        {
            return Softmax(Normal(features, random));
        }

        return [.. Normal(features, random).Select(x =>
        {
            double low = double.IsFinite(range.Minimum) ? range.Minimum : double.IsFinite(range.Maximum) ? range.Maximum - 5 : -2;
            double high = double.IsFinite(range.Maximum) ? range.Maximum : low + 5;
            double value = low + ((high - low) / (1 + Math.Exp(-x)));
            return (float)(range.IsWhole ? Math.Round(value) : value);
        })];
    }

    private static double[] Normal(int count, RandomStream random) => [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];

    private static float[] Softmax(double[] logits)
    {
        double sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => (float)(Math.Exp(logit) / sum))];
    }
}

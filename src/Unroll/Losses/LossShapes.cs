using Unroll.Data;

namespace Unroll.Losses;

/// <summary>Shape checks of losses and metrics.</summary>
internal static class LossShapes
{
    /// <summary>All must have the prediction's shape; weights and gradient may be empty.</summary>
    public static void Check(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient) =>
        Check(prediction, target, prediction.Features, weights, gradient);

    /// <summary>The target must have some number of features, weights and gradient may be empty.</summary>
    public static void Check(
        TimeMajorSpan prediction, TimeMajorSpan target, int features, ReadOnlySpan<float> weights, TimeMajorSpan gradient)
    {
        Check(prediction, target, features, weights);
        if (!gradient.IsEmpty)
        {
            Check(prediction, gradient, prediction.Features, nameof(gradient));
        }
    }

    /// <summary>The target must have the prediction's timesteps and rows, and some number of features.</summary>
    public static void Check(TimeMajorSpan prediction, TimeMajorSpan target, int features, ReadOnlySpan<float> weights)
    {
        Check(prediction, target, features, nameof(target));
        if (!weights.IsEmpty && weights.Length != prediction.Timesteps * prediction.Rows)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(weights.Length, "weights")} for " +
                $"{CountFormatter.Format(prediction.Timesteps, "timesteps")} of {CountFormatter.Format(prediction.Rows, "rows")}: " +
                $"give one for each, "
                + $"or none.", nameof(weights));
        }
    }

    /// <summary>The sum of the weights; the number of timesteps and rows where there are none.</summary>
    public static double TotalWeight(TimeMajorSpan prediction, ReadOnlySpan<float> weights)
    {
        if (weights.IsEmpty)
        {
            return (double)prediction.Timesteps * prediction.Rows;
        }

        double sum = 0;
        foreach (float weight in weights)
        {
            sum += weight;
        }

        return sum;
    }

    private static void Check(TimeMajorSpan prediction, TimeMajorSpan actual, int features, string name)
    {
        if (actual.Timesteps != prediction.Timesteps || actual.Rows != prediction.Rows || actual.Features != features)
        {
            throw new ArgumentException(
                $"The {name} is [timesteps {actual.Timesteps}, rows {actual.Rows}, features {actual.Features}], but the prediction is "
                + $"[timesteps {prediction.Timesteps}, rows {prediction.Rows}, features {prediction.Features}]; "
                + (features == prediction.Features ? "both must have the same shape." : $"the {name} must have " +
                    $"{CountFormatter.Format(features, "features")}."),
                name);
        }
    }
}

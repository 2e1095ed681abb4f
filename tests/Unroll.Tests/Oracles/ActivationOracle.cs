namespace Unroll.Tests.Oracles;

/// <summary>Activation functions in double precision, from their definitions.</summary>
internal static class ActivationOracle
{
    // Klambauer et al. 2017, the two constants of the self-normalizing fixed point.
    private const double SeluAlpha = 1.6732632423543772;
    private const double SeluScale = 1.0507009873554805;

    public static IReadOnlyList<string> Names { get; } =
        ["linear", "relu", "leaky-relu", "elu", "selu", "gelu", "softplus", "tanh", "sigmoid", "hard-sigmoid", "softmax"];

    /// <summary>Replaces values by their activations.</summary>
    public static void Apply(string name, Span<double> values)
    {
        if (name == "softmax")
        {
            Softmax(values);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Of(name, values[i]);
        }
    }

    public static double Of(string name, double x) => name switch
    {
        "linear" => x,
        "relu" => Math.Max(0, x),
        "leaky-relu" => x >= 0 ? x : LeakyReluSlope * x,
        "elu" => x > 0 ? x : Math.Exp(x) - 1,
        "selu" => SeluScale * (x > 0 ? x : SeluAlpha * (Math.Exp(x) - 1)),
        "gelu" => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        "softplus" => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        "tanh" => Math.Tanh(x),
        "sigmoid" => 1 / (1 + Math.Exp(-x)),
        "hard-sigmoid" => Math.Clamp((x / 6) + 0.5, 0, 1),
        _ => throw new ArgumentException($"No oracle for the activation {name}.", nameof(name)),
    };

    public const double LeakyReluSlope = 0.3;

    private static void Softmax(Span<double> values)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.Exp(values[i] - largest);
            sum += values[i];
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] /= sum;
        }
    }

    /// <summary>The error function: Taylor series near 0, Lentz' continued fraction of the complement further out.</summary>
    private static double Erf(double x)
    {
        double size = Math.Abs(x);
        double result;
        if (size < 2.5)
        {
            double term = size;
            double sum = size;
            for (int n = 1; n < 80; n++)
            {
                term *= -size * size / n;
                sum += term / ((2 * n) + 1);
            }

            result = 2 / Math.Sqrt(Math.PI) * sum;
        }
        else
        {
            double fraction = 0;
            for (int n = 60; n > 0; n--)
            {
                fraction = n / 2.0 / (size + fraction);
            }

            result = 1 - (Math.Exp(-size * size) / Math.Sqrt(Math.PI) / (size + fraction));
        }

        return Math.Sign(x) * result;
    }
}

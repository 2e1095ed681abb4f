namespace Unroll.Tests.Oracles;

/// <summary>
/// The layers as the textbook writes them, one number at a time. Nothing here is shared with the engine. A missing bias is an empty array.
/// </summary>
internal static class LayerOracle
{
    /// <summary>y = φ(x·W + b) at every timestep.</summary>
    public static Batch Dense(LayerSpec layer, Batch input, double[] kernel, double[] bias)
    {
        var output = new Batch(input.Rows, input.Timesteps, layer.Units);
        var values = new double[layer.Units];
        for (int row = 0; row < input.Rows; row++)
        {
            for (int t = 0; t < input.Timesteps; t++)
            {
                for (int unit = 0; unit < layer.Units; unit++)
                {
                    values[unit] = At(bias, unit) + Product(Step(input, row, t), kernel, layer.Units, unit);
                }

                ActivationOracle.Apply(layer.ActivationOrDefault, values);
                Write(values, output, row, t);
            }
        }

        return output;
    }

    public static Batch Activation(LayerSpec layer, Batch input)
    {
        var output = new Batch(input.Rows, input.Timesteps, input.Features);
        for (int row = 0; row < input.Rows; row++)
        {
            for (int t = 0; t < input.Timesteps; t++)
            {
                double[] values = Step(input, row, t);
                ActivationOracle.Apply(layer.ActivationOrDefault, values);
                Write(values, output, row, t);
            }
        }

        return output;
    }

    /// <summary>Elman 1990: h = φ(x·W + h·U + b).</summary>
    public static Batch SimpleRnn(LayerSpec layer, Batch input, double[] kernel, double[] recurrent, double[] bias)
    {
        int units = layer.Units;
        var output = new Batch(input.Rows, input.Timesteps, units);
        for (int row = 0; row < input.Rows; row++)
        {
            var hidden = new double[units];
            for (int t = 0; t < input.Timesteps; t++)
            {
                double[] x = Step(input, row, t);
                var next = new double[units];
                for (int unit = 0; unit < units; unit++)
                {
                    next[unit] = At(bias, unit) + Product(x, kernel, units, unit) + Product(hidden, recurrent, units, unit);
                }

                ActivationOracle.Apply(layer.ActivationOrDefault, next);
                hidden = next;
                Write(hidden, output, row, t);
            }
        }

        return output;
    }

    /// <summary>
    /// Hochreiter and Schmidhuber 1997 with the forget gate of Gers et al. 2000; blocks of the kernels: input, forget, candidate, output.
    /// c = f ⊙ c + i ⊙ φ(g), h = o ⊙ φ(c).
    /// </summary>
    public static Batch Lstm(LayerSpec layer, Batch input, double[] kernel, double[] recurrent, double[] bias)
    {
        int units = layer.Units;
        var output = new Batch(input.Rows, input.Timesteps, units);
        for (int row = 0; row < input.Rows; row++)
        {
            var hidden = new double[units];
            var cell = new double[units];
            for (int t = 0; t < input.Timesteps; t++)
            {
                double[] x = Step(input, row, t);
                double[] Gate(int block, string activation)
                {
                    var gate = new double[units];
                    for (int unit = 0; unit < units; unit++)
                    {
                        int column = (block * units) + unit;
                        gate[unit] = At(bias, column) + Product(x, kernel, 4 * units, column)
                            + Product(hidden, recurrent, 4 * units, column);
                    }

                    ActivationOracle.Apply(activation, gate);
                    return gate;
                }

                double[] inputGate = Gate(0, layer.RecurrentActivation);
                double[] forgetGate = Gate(1, layer.RecurrentActivation);
                double[] candidate = Gate(2, layer.ActivationOrDefault);
                double[] outputGate = Gate(3, layer.RecurrentActivation);
                for (int unit = 0; unit < units; unit++)
                {
                    cell[unit] = (forgetGate[unit] * cell[unit]) + (inputGate[unit] * candidate[unit]);
                }

                double[] activated = [.. cell];
                ActivationOracle.Apply(layer.ActivationOrDefault, activated);
                hidden = [.. outputGate.Zip(activated, (gate, value) => gate * value)];
                Write(hidden, output, row, t);
            }
        }

        return output;
    }

    /// <summary>
    /// Cho et al. 2014; blocks of the kernels: update z, reset r, candidate h. h = z ⊙ h + (1 − z) ⊙ c, with
    /// c = φ(x·W + b + (r ⊙ h)·U) when the reset gate acts before the product (bias [3·units]), or
    /// c = φ(x·W + b₀ + r ⊙ (h·U + b₁)) when it acts after (bias [2, 3·units]), as cuDNN and PyTorch have it.
    /// </summary>
    public static Batch Gru(LayerSpec layer, Batch input, double[] kernel, double[] recurrent, double[] bias)
    {
        int units = layer.Units;
        int columns = 3 * units;
        var output = new Batch(input.Rows, input.Timesteps, units);
        for (int row = 0; row < input.Rows; row++)
        {
            var hidden = new double[units];
            for (int t = 0; t < input.Timesteps; t++)
            {
                double[] x = Step(input, row, t);
                double[] Gate(int block)
                {
                    var gate = new double[units];
                    for (int unit = 0; unit < units; unit++)
                    {
                        int column = (block * units) + unit;
                        double recurrentBias = layer.ResetAfter ? At(bias, columns + column) : 0;
                        gate[unit] = At(bias, column) + recurrentBias + Product(x, kernel, columns, column)
                            + Product(hidden, recurrent, columns, column);
                    }

                    ActivationOracle.Apply(layer.RecurrentActivation, gate);
                    return gate;
                }

                double[] update = Gate(0);
                double[] reset = Gate(1);
                double[] resetHidden = [.. reset.Zip(hidden, (gate, value) => gate * value)];
                var candidate = new double[units];
                for (int unit = 0; unit < units; unit++)
                {
                    int column = (2 * units) + unit;
                    double recurrentPart = layer.ResetAfter
                        ? reset[unit] * (At(bias, columns + column) + Product(hidden, recurrent, columns, column))
                        : Product(resetHidden, recurrent, columns, column);
                    candidate[unit] = At(bias, column) + Product(x, kernel, columns, column) + recurrentPart;
                }

                ActivationOracle.Apply(layer.ActivationOrDefault, candidate);
                var next = new double[units];
                for (int unit = 0; unit < units; unit++)
                {
                    next[unit] = (update[unit] * hidden[unit]) + ((1 - update[unit]) * candidate[unit]);
                }

                hidden = next;
                Write(hidden, output, row, t);
            }
        }

        return output;
    }

    private static double At(double[] bias, int column) => bias.Length == 0 ? 0 : bias[column];

    private static double Product(double[] values, double[] matrix, int columns, int column)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i] * matrix[(i * columns) + column];
        }

        return sum;
    }

    private static double[] Step(Batch batch, int row, int timestep) =>
        batch.Data.AsSpan(((row * batch.Timesteps) + timestep) * batch.Features, batch.Features).ToArray();

    private static void Write(double[] values, Batch batch, int row, int timestep) =>
        values.CopyTo(batch.Data, ((row * batch.Timesteps) + timestep) * batch.Features);
}

namespace Unroll.Tests.Oracles;

/// <summary>Convolutions and pooling as Keras documents them, one number at a time, on sequences that are padded first.</summary>
internal static class WindowOracle
{
    public static int OutputTimesteps(LayerSpec layer, int timesteps)
    {
        (int before, int after) = Padding(layer, timesteps);
        return ((timesteps + before + after - ((layer.Window - 1) * layer.Dilation) - 1) / layer.Stride) + 1;
    }

    /// <summary>y[t, o] = φ(b[o] + Σ_k Σ_i x[t·stride + k·dilation, i]·W[k, i, o]), i over the features of o's group.</summary>
    public static Batch Conv1D(LayerSpec layer, Batch input, double[] kernel, double[] bias)
    {
        (int before, int after) = Padding(layer, input.Timesteps);
        Batch padded = ZeroPadding(input, before, after);
        int features = input.Features / layer.Groups;
        int filters = layer.Units / layer.Groups;
        var output = new Batch(input.Rows, OutputTimesteps(layer, input.Timesteps), layer.Units);
        var values = new double[layer.Units];
        for (int row = 0; row < output.Rows; row++)
        {
            for (int t = 0; t < output.Timesteps; t++)
            {
                for (int filter = 0; filter < layer.Units; filter++)
                {
                    double sum = bias.Length == 0 ? 0 : bias[filter];
                    for (int tap = 0; tap < layer.Window; tap++)
                    {
                        for (int feature = 0; feature < features; feature++)
                        {
                            sum += padded[row, (t * layer.Stride) + (tap * layer.Dilation), (filter / filters * features) + feature]
                                * kernel[(((tap * features) + feature) * layer.Units) + filter];
                        }
                    }

                    values[filter] = sum;
                }

                ActivationOracle.Apply(layer.ActivationOrDefault, values);
                for (int filter = 0; filter < layer.Units; filter++)
                {
                    output[row, t, filter] = values[filter];
                }
            }
        }

        return output;
    }

    /// <summary>Maximum or mean of the timesteps of a window that exist.</summary>
    public static Batch Pool(LayerSpec layer, Batch input)
    {
        (int before, _) = Padding(layer, input.Timesteps);
        var output = new Batch(input.Rows, OutputTimesteps(layer, input.Timesteps), input.Features);
        for (int row = 0; row < output.Rows; row++)
        {
            for (int t = 0; t < output.Timesteps; t++)
            {
                for (int feature = 0; feature < output.Features; feature++)
                {
                    double[] seen = [.. Enumerable.Range((t * layer.Stride) - before, layer.Window)
                        .Where(step => step >= 0 && step < input.Timesteps)
                        .Select(step => input[row, step, feature])];
                    output[row, t, feature] = layer.Kind == LayerSpec.MaxPooling1D ? seen.Max() : seen.Average();
                }
            }
        }

        return output;
    }

    public static Batch GlobalPool(LayerSpec layer, Batch input) => Pool(
        new LayerSpec(
            layer.Kind == LayerSpec.GlobalMaxPooling1D ? LayerSpec.MaxPooling1D : LayerSpec.AveragePooling1D)
        { Window = input.Timesteps },
            input);

    public static Batch ZeroPadding(Batch input, int before, int after)
    {
        var output = new Batch(input.Rows, before + input.Timesteps + after, input.Features);
        for (int row = 0; row < input.Rows; row++)
        {
            for (int t = 0; t < input.Timesteps; t++)
            {
                for (int feature = 0; feature < input.Features; feature++)
                {
                    output[row, before + t, feature] = input[row, t, feature];
                }
            }
        }

        return output;
    }

    private static (int Before, int After) Padding(LayerSpec layer, int timesteps)
    {
        int extent = ((layer.Window - 1) * layer.Dilation) + 1;
        if (layer.Padding == "causal")
        {
            return (extent - 1, 0);
        }

        if (layer.Padding == "valid")
        {
            return (0, 0);
        }

        int outputs = (int)Math.Ceiling(timesteps / (double)layer.Stride);
        int total = Math.Max(((outputs - 1) * layer.Stride) + extent - timesteps, 0);
        return (total / 2, total - (total / 2));
    }
}

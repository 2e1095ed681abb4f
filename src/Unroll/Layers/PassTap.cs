namespace Unroll.Layers;

/// <summary>
/// A tap at a layer's first output: it replaces the output on the way forward, and adds to its gradient and keeps that on the way backward.
/// </summary>
/// <param name="layer">The layer, applied once.</param>
internal sealed class PassTap(Layer layer)
{
    /// <summary>The layer.</summary>
    public Layer Layer => layer;

    /// <summary>The output that takes the place of the layer's own, time-major; null for its own.</summary>
    public float[]? Output { get; set; }

    /// <summary>A gradient that is added to the one that comes from the layers behind, time-major; null for none.</summary>
    public float[]? Added { get; set; }

    /// <summary>The gradient with respect to the output, time-major, after a backward pass.</summary>
    public float[] Gradient { get; private set; } = [];

    /// <summary>Runs what the taps of a pass have for a layer, behind its forward pass.</summary>
    public static void Forward(Layer layer, LayerPass pass)
    {
        if (pass.Context.Taps.Length > 0)
        {
            Replace(layer, pass);
        }
    }

    /// <summary>Runs what the taps of a pass have for a layer, before its backward pass.</summary>
    public static void Backward(Layer layer, LayerPass pass)
    {
        if (pass.Context.Taps.Length > 0)
        {
            Add(layer, pass);
        }
    }

    private static void Replace(Layer layer, LayerPass pass)
    {
        foreach (PassTap tap in pass.Context.Taps)
        {
            if (tap.Layer == layer && tap.Output is { } output)
            {
                output.CopyTo(pass.Output().Values);
            }
        }
    }

    private static void Add(Layer layer, LayerPass pass)
    {
        foreach (PassTap tap in pass.Context.Taps)
        {
            if (tap.Layer != layer || pass.OutputTensor(0).Gradient is null)
            {
                continue;
            }

            Span<float> gradient = pass.OutputGradient().Values;
            if (tap.Added is { } added)
            {
                System.Numerics.Tensors.TensorPrimitives.Add(gradient, added, gradient);
            }

            tap.Gradient = gradient.ToArray();
        }
    }
}

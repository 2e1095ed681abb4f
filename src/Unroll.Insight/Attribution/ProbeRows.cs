using Unroll.Models;

namespace Unroll.Insight.Attribution;

/// <summary>Rows of a batch for which what a pass keeps stays small.</summary>
internal static class ProbeRows
{
    private const int MostRows = 32;

    // Activations of the widest layer; gates and their gradients are some times as many.
    private const long MostNumbers = 4_000_000;

    /// <summary>The number of rows for a network and a sample.</summary>
    public static int For(Model model, InputSample sample)
    {
        long width = model.Layers.Max(layer => (long)layer.OutputShape.Features);
        long timesteps = sample.Shapes.Max(shape => (long)shape.Timesteps);
        return (int)Math.Clamp(MostNumbers / Math.Max(1, width * timesteps), 1, MostRows);
    }
}

using System.Text.Json;
using Unroll.Tests.Oracles;

namespace Unroll.Tests.Golden;

/// <summary>Golden cases of convolutions and pooling.</summary>
internal static class GoldenWindow
{
    public static bool IsWindow(GoldenCase golden) => golden.Kind is "conv1d" or "max_pool1d" or "average_pool1d";

    public static LayerSpec[] Layers(GoldenCase golden, bool useBias)
    {
        string kind = golden.Kind.Replace('_', '-').Replace("pool1d", "pooling1d", StringComparison.Ordinal);
        int window = golden.Whole("kernel", golden.Whole("size", 0));
        var layer = new LayerSpec(kind, golden.Whole("filters", 0))
        {
            Window = window,
            Stride = golden.Whole("stride", golden.Kind == "conv1d" ? 1 : window),
            Dilation = golden.Whole("dilation", 1),
            Groups = golden.Whole("groups", 1),
            Activation = golden.Text("activation", "linear"),
            UseBias = golden.Kind == "conv1d" ? useBias : true,
        };

        // PyTorch pads both ends by a number; only some of those paddings have a name.
        return Padding(golden) is not { } padding ? [layer]
            : padding.ValueKind == JsonValueKind.String ? [layer with { Padding = padding.GetString()! }]
            : layer.Stride == 1 && 2 * padding.GetInt32() == (window - 1) * layer.Dilation ? [layer with { Padding = "same" }]
            : [new LayerSpec(LayerSpec.ZeroPadding1D) { Window = padding.GetInt32() }, layer];
    }

    /// <summary>A kernel [filters, features, taps] of PyTorch, as [taps, features, filters].</summary>
    public static void TakeTorch(GoldenCase golden, string prefix, int index, NetworkWeights destination)
    {
        GoldenTensor kernel = golden.EndingIn(prefix, "weight");
        (int filters, int features, int taps) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2]);
        var result = new float[kernel.Data.Length];
        for (int i = 0; i < result.Length; i++)
        {
            (int filter, int feature, int tap) = (i / taps / features, i / taps % features, i % taps);
            result[(((tap * features) + feature) * filters) + filter] = kernel.Data[i];
        }

        destination[index, "kernel"] = result;
        if (golden.TensorNames.Any(
            name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".bias", StringComparison.Ordinal)))
        {
            destination[index, "bias"] = golden.EndingIn(prefix, "bias").Data;
        }
    }

    private static JsonElement? Padding(GoldenCase golden) =>
        golden.Config.TryGetProperty("padding", out JsonElement padding) && padding.ValueKind != JsonValueKind.Null ? padding : null;
}

using System.Numerics.Tensors;
using Unroll.Formats;
using Unroll.Models;

namespace Unroll.Interchange;

/// <summary>
/// Weights from and to Keras. Unroll's own layout is Keras', so that little changes: tensors are named by their layer and their index in
/// <c>layer.get_weights()</c>, and attention has axes of its own for heads. In Python, a file is written by
/// <c>save_file({f"{layer.name}/{i}": w for layer in model.layers for i, w in enumerate(layer.get_weights())}, path)</c> of
/// <c>safetensors.numpy</c>, and read by <c>layer.set_weights([weights[f"{layer.name}/{i}"] for i in range(len(layer.weights))])</c> for
/// each layer.
/// </summary>
public static class KerasWeights
{
    private static readonly KerasLayout _layout = new();

    /// <summary>Fills a model's layers from a file. Nothing is changed unless all fits.</summary>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="path">A safetensors file; numbers of other precision become 32-bit floats.</param>
    /// <param name="map">
    /// The Keras layer of each layer that is to be filled, for example <c>["lstm_1"] = "lstm"</c>. Null: they are found for all layers by
    /// their names and shapes, and every tensor must have a layer.
    /// </param>
    /// <returns>The Keras layer of each filled layer.</returns>
    /// <exception cref="InputException">
    /// The file cannot be read, or a tensor is missing, left over, or of another shape; the message names it and both shapes.
    /// </exception>
    /// <exception cref="ArgumentException">The map names a layer that does not exist.</exception>
    public static IReadOnlyList<LoadedLayer> Load(Model model, string path, IReadOnlyDictionary<string, string>? map = null) =>
        Import(model, SafetensorsFile.Read(path).Tensors, map);

    /// <summary>Writes a model's weights to a file.</summary>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="map">The Keras name of each layer that is to have another there; null: none.</param>
    /// <exception cref="ArgumentException">The map does not fit the model.</exception>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Save(Model model, string path, IReadOnlyDictionary<string, string>? map = null) =>
        SafetensorsFile.Write(path, Export(model, map));

    /// <summary>Fills a model's layers from tensors named <c>layer/number</c>; as <see cref="Load"/>.</summary>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="map">The Keras layer of each layer that is to be filled; null: they are found for all layers.</param>
    /// <returns>The Keras layer of each filled layer.</returns>
    /// <exception cref="InputException">A tensor is missing, left over, or of another shape.</exception>
    /// <exception cref="ArgumentException">The map names a layer that does not exist.</exception>
    public static IReadOnlyList<LoadedLayer> Import(
        Model model, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? map = null) =>
        WeightImport.Run(_layout, model, tensors, map);

    /// <summary>A model's weights in Keras' layout, named <c>layer/number</c>; as <see cref="Save"/>.</summary>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="map">The Keras name of each layer that is to have another there; null: none.</param>
    /// <exception cref="ArgumentException">The map does not fit the model.</exception>
    public static IReadOnlyList<SafetensorsTensor> Export(Model model, IReadOnlyDictionary<string, string>? map = null) =>
        WeightExport.Run(_layout, model, map);

    /// <summary>Replaces all weights by those of a Keras model of the same layers.</summary>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="weights">The result of <c>model.get_weights()</c> in Keras, in its order.</param>
    /// <exception cref="InputException">There are more or fewer arrays than the layers need, or one has another shape.</exception>
    public static void SetWeights(Model model, IReadOnlyList<Tensor<float>> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        IReadOnlyList<SafetensorsTensor> own = Export(model);
        if (own.Count != weights.Count)
        {
            throw new InputException(
                $"The model needs {CountFormatter.Format(own.Count, "arrays")} " +
                $"({string.Join(", ", own.Select(tensor => WeightImport.Text(tensor.Shape)))}), but "
                + $"got {weights.Count}: " +
                "give those of a model with the same layers.");
        }

        Import(
            model,
            own.Zip(weights, (tensor, values) => Named(tensor.Name, values)),
            model.Layers.Where(layer => layer.Parameters.Count > 0).ToDictionary(layer => layer.Name, layer => layer.Name));
    }

    /// <summary>All weights, as <c>model.set_weights(...)</c> takes them in Keras.</summary>
    /// <param name="model">The model; built if need be.</param>
    public static IReadOnlyList<Tensor<float>> GetWeights(Model model) =>
        [.. Export(model).Select(tensor => Tensor.Create(tensor.Values.ToArray(), [.. tensor.Shape.Select(size => (nint)size)]))];

    private static SafetensorsTensor Named(string name, Tensor<float> values)
    {
        float[] copy = new float[values.FlattenedLength];
        values.FlattenTo(copy);
        return new SafetensorsTensor(name, [.. values.Lengths.ToArray().Select(length => (int)length)], copy);
    }
}

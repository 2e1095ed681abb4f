using Unroll.Formats;
using Unroll.Models;

namespace Unroll.Interchange;

/// <summary>
/// Weights from and to PyTorch, as <c>safetensors.torch.save_file(model.state_dict(), path)</c> writes them: <c>Linear</c> (<c>Dense</c>),
/// <c>RNN</c>, <c>LSTM</c> and <c>GRU</c> with several layers and both directions, <c>Conv1d</c>, <c>Embedding</c>, <c>LayerNorm</c>,
/// <c>BatchNorm1d</c>, <c>MultiheadAttention</c> and <c>TransformerEncoderLayer</c>. Kernels are transposed, gates put in Keras' order, and
/// the two biases of PyTorch's recurrent layers summed (a GRU keeps both); on export the second is zero. What a module computes beside its
/// weights (activations, epsilons, padding) is not in such a file: choose the layers' options to match.
/// </summary>
public static class PyTorchWeights
{
    private static readonly PyTorchLayout _layout = new();

    /// <summary>Fills a model's layers from a file. Nothing is changed unless all fits.</summary>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="path">A safetensors file; numbers of other precision become 32-bit floats.</param>
    /// <param name="map">
    /// The PyTorch module of each layer that is to be filled, for example <c>["lstm_1"] = "encoder.rnn"</c>; several recurrent layers of
    /// one module are its stacked layers, in order. A layer within a block is named after the block and a dot; a block's module is before
    /// those of its layers. Null: modules are found for all layers by their names and shapes, and every tensor must have a layer.
    /// </param>
    /// <returns>The module of each filled layer.</returns>
    /// <exception cref="InputException">
    /// The file cannot be read, or a tensor is missing, left over, or of another shape; the message names it and both shapes.
    /// </exception>
    /// <exception cref="ArgumentException">The map names a layer that does not exist, or a layer has no counterpart in PyTorch.</exception>
    public static IReadOnlyList<LoadedLayer> Load(Model model, string path, IReadOnlyDictionary<string, string>? map = null) =>
        Import(model, SafetensorsFile.Read(path).Tensors, map);

    /// <summary>Writes a model's weights to a file that <c>safetensors.torch.load_file</c> and <c>load_state_dict</c> take.</summary>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="map">
    /// The PyTorch module of each layer that is not to be named after the layer; several recurrent layers may have the same. Null: none.
    /// </param>
    /// <exception cref="ArgumentException">A layer has no counterpart in PyTorch, or the map does not fit the model.</exception>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Save(Model model, string path, IReadOnlyDictionary<string, string>? map = null) =>
        SafetensorsFile.Write(path, Export(model, map), new Dictionary<string, string> { ["format"] = "pt" });

    /// <summary>Fills a model's layers from tensors; as <see cref="Load"/>.</summary>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="tensors">The tensors of a state dictionary.</param>
    /// <param name="map">The PyTorch module of each layer that is to be filled; null: modules are found for all layers.</param>
    /// <returns>The module of each filled layer.</returns>
    /// <exception cref="InputException">A tensor is missing, left over, or of another shape.</exception>
    /// <exception cref="ArgumentException">The map names a layer that does not exist, or a layer has no counterpart in PyTorch.</exception>
    public static IReadOnlyList<LoadedLayer> Import(
        Model model, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? map = null) =>
        WeightImport.Run(_layout, model, tensors, map);

    /// <summary>A model's weights as a state dictionary of PyTorch; as <see cref="Save"/>.</summary>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="map">The PyTorch module of each layer that is not to be named after the layer; null: none.</param>
    /// <exception cref="ArgumentException">A layer has no counterpart in PyTorch, or the map does not fit the model.</exception>
    public static IReadOnlyList<SafetensorsTensor> Export(Model model, IReadOnlyDictionary<string, string>? map = null) =>
        WeightExport.Run(_layout, model, map);
}

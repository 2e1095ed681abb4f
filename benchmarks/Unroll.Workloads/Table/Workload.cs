namespace Unroll.Workloads.Table;

/// <summary>
/// A network and the batch that it is timed on: recurrent layers with one linear output on the last timestep (mean squared error), or two
/// convolutions with ReLU, the maximum over time and class scores (cross-entropy); or an encoder and decoder over words of unequal texts,
/// with attention and a score for each word of the target's vocabulary (cross-entropy).
/// </summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Layer">What the layers are.</param>
/// <param name="Batch">Rows of the batch.</param>
/// <param name="Timesteps">Timesteps of a sequence.</param>
/// <param name="Features">Features of a timestep; of a translation, length of the embeddings and of the readout.</param>
/// <param name="Units">Hidden units, or filters.</param>
/// <param name="Depth">Layers, one on the other.</param>
/// <param name="Bidirectional">Whether each layer reads in both directions.</param>
/// <param name="CarriesState">Whether inference goes on from the state of the call before.</param>
/// <param name="KernelSize">Timesteps that a filter sees; convolutions only.</param>
/// <param name="Classes">Class scores; of a translation, words of the target.</param>
/// <param name="GradientCheckpointing">
/// Whether training computes segments of time again instead of remembering them; recurrent layers only.
/// </param>
/// <param name="Vocabulary">Words of the source; translation only.</param>
internal sealed record Workload(
    string Name,
    LayerKind Layer,
    int Batch,
    int Timesteps,
    int Features,
    int Units,
    int Depth,
    bool Bidirectional = false,
    bool CarriesState = false,
    int KernelSize = 0,
    int Classes = 0,
    bool GradientCheckpointing = false,
    int Vocabulary = 0);

using Unroll.Data;

namespace Unroll.Layers;

/// <summary>The backward pass of a <see cref="Lambda"/>.</summary>
/// <param name="input">The input of the forward pass.</param>
/// <param name="output">The output of the forward pass.</param>
/// <param name="outputGradient">Gradient of the loss with respect to the output; may be overwritten.</param>
/// <param name="inputGradient">Receives the gradient with respect to the input, all of it to be written.</param>
public delegate void LambdaBackward(TimeMajorSpan input, TimeMajorSpan output, TimeMajorSpan outputGradient, TimeMajorSpan inputGradient);

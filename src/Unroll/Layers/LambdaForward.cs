using Unroll.Data;

namespace Unroll.Layers;

/// <summary>The forward pass of a <see cref="Lambda"/>.</summary>
/// <param name="input">Time-major input, [timesteps, rows, features], with its mask; padded timesteps are zeros.</param>
/// <param name="output">Time-major output, all of it to be written.</param>
public delegate void LambdaForward(TimeMajorSpan input, TimeMajorSpan output);

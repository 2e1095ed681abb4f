namespace Unroll.Kernels;

/// <summary>A panel's width in vectors, as a constant that the JIT sees.</summary>
internal interface IPanelWidth
{
    static abstract int Vectors { get; }

    /// <summary>One vector.</summary>
    readonly struct One : IPanelWidth
    {
        public static int Vectors => 1;
    }

    /// <summary>Two vectors.</summary>
    readonly struct Two : IPanelWidth
    {
        public static int Vectors => 2;
    }

    /// <summary>Three vectors.</summary>
    readonly struct Three : IPanelWidth
    {
        public static int Vectors => 3;
    }
}

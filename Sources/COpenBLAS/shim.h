#include <cblas.h>

// LAPACK's Fortran routines that OpenBLAS holds; Debian's package has no C header for them.
// Every argument is a pointer, matrices lie column by column, and `info` is 0 on success, -i for a
// wrong argument i and positive for a fault of the numbers. The length of a character argument,
// which Fortran compilers append, is 1 and is not read for one-letter options.

/// Cholesky factorisation of a symmetric positive definite matrix.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);

/// Solves A X = B from the factor that dpotrf_ left.
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda,
             double *b, const int *ldb, int *info);

/// Solves a triangular system.
void dtrtrs_(const char *uplo, const char *trans, const char *diag, const int *n,
             const int *nrhs, const double *a, const int *lda, double *b, const int *ldb,
             int *info);

/// Least squares by QR of a matrix of full rank.
void dgels_(const char *trans, const int *m, const int *n, const int *nrhs, double *a,
            const int *lda, double *b, const int *ldb, double *work, const int *lwork, int *info);

/// Singular value decomposition by divide and conquer.
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s,
             double *u, const int *ldu, double *vt, const int *ldvt, double *work,
             const int *lwork, int *iwork, int *info);

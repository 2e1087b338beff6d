mod specification;
